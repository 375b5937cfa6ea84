import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { commandLine, parseCommand } from '../../../src/stages/commands/parse-command.ts'

describe('a command', () => {
  it.each([
    ['/speculate enter #7', 7],
    ['/speculate enter #123456789', 123_456_789],
    ['/speculate  enter\t#7  ', 7],
    ['/speculate enter #7\r\nbecause it is better', 7],
    ['/speculate enter 7', 7],
    ['/Speculate Enter #7', 7],
    ['@speculate enter #7', 7],
  ])('%j names a pull request', (body, pullRequest) => {
    expect(parseCommand({ body })).toMatchObject({ given: { command: { name: 'enter' }, pullRequest } })
  })

  it.each([
    ['/speculate enter', 'it names no pull request: write it as in `/speculate enter #123`'],
    ['/speculate enter #0', 'it names no pull request: write it as in `/speculate enter #123`'],
    ['/speculate enter #7 #8', 'it names no pull request: write it as in `/speculate enter #123`'],
    ['/speculate enter owner/repo#7', 'it names no pull request: write it as in `/speculate enter #123`'],
    ['/speculate enter #1234567890', 'it names no pull request: write it as in `/speculate enter #123`'],
    ['/speculate entre #7', 'there is no command `entre`; did you mean `/speculate enter #123`?'],
    ['/speculate merge #7', 'there is no command `merge`; `/speculate help` lists what there is'],
    ['/speculate @everybody', 'there is no command `@everybody`; `/speculate help` lists what there is'],
  ])('%j is told what is wrong with it', (body, reason) => {
    expect(parseCommand({ body })).toMatchObject({ kind: 'mistake', reason })
  })

  it.each([
    ['/speculate', {}],
    ['@speculate\nplease', {}],
    ['/Speculate START', {}],
    ['/speculate start candidates=2', { candidates: 2 }],
    [
      '/speculate CANDIDATES=5 toolchain=Codex  stage=red budget=$2.50',
      { candidates: 5, toolchain: 'codex', stage: 'red', usd: 2.5 },
    ],
    ['/speculate budget=0.01', { usd: 0.01 }],
  ])('%j asks for a run', (body, starts) => {
    expect(parseCommand({ body })).toMatchObject({ given: { command: { name: 'start' }, starts } })
  })

  it.each([
    ['candidates=0', '`candidates=0` is not possible: a number from 1 to 5 is possible'],
    ['candidates=', '`candidates=` is not possible: a number from 1 to 5 is possible'],
    ['candidates=2.5', '`candidates=2.5` is not possible: a number from 1 to 5 is possible'],
    ['budget=0', '`budget=0` is not possible: US dollars are possible, such as `$5`'],
    ['budget=-1', '`budget=-1` is not possible: US dollars are possible, such as `$5`'],
    ['budget=1000000', '`budget=1000000` is not possible: US dollars are possible, such as `$5`'],
    ['budget=5EUR', '`budget=5EUR` is not possible: US dollars are possible, such as `$5`'],
    [
      'toolchain=a/b',
      '`toolchain=a/b` is not possible: the name of a toolchain is possible, such as `codex`',
    ],
    [
      '__proto__=1',
      'there is no option `__proto__=1`; there are `candidates`, `toolchain`, `stage` and `budget`',
    ],
    [
      'candidates=9 budgt=$5 stage=red stage=green',
      '`candidates=9` is not possible: a number from 1 to 5 is possible; and there is no option `budgt=$5`; did you mean `budget=`?; and `stage` is given twice',
    ],
    ['start now', 'there is no option `now`; there are `candidates`, `toolchain`, `stage` and `budget`'],
  ])('/speculate %s is told what is possible', (text, reason) => {
    expect(parseCommand({ body: `/speculate ${text}` })).toMatchObject({ kind: 'mistake', reason })
  })

  it.each([
    '',
    'speculate enter #7',
    ' /speculate enter #7',
    '> /speculate enter #7',
    '`/speculate enter #7`',
    '```\n/speculate enter #7\n```',
    '- /speculate enter #7',
    'see below\n/speculate enter #7',
    '/speculated enter #7',
    '/speculate-enter #7',
    '@speculate-app enter #7',
    'hey @speculate enter #7',
    '<!-- /speculate enter #7 -->',
    '\u200b/speculate enter #7',
  ])('is not %j', (body) => {
    expect(parseCommand({ body })).toBeUndefined()
  })

  it.each(['', '""', '"\u200b"', '\u2060', '"\0"', '“ \u202e ”'])(
    '/speculate add %j names no strategy that anybody could see',
    (text) => {
      const reason = 'it names no strategy: write it as in `/speculate add "strategy"`'
      expect(parseCommand({ body: `/speculate add ${text}` })).toMatchObject({ kind: 'mistake', reason })
    },
  )

  it('is read of any text, and shown on one short line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const body = `/speculate ${text}`
        expect(parseCommand({ body })).toBeDefined()
        expect(commandLine(body)).toMatch(/^\/speculate/)
        expect(commandLine(body).length).toBeLessThanOrEqual(100)
        expect(commandLine(body)).not.toContain('\n')
      }),
      { examples: [['\u2028'], ['a\u2029b'], ['\r']] },
    )
  })
})
