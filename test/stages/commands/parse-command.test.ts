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
    ['/speculate', 'it does not say what to do; `/speculate help` lists what there is'],
    ['/speculate entre #7', 'there is no command `entre`; did you mean `/speculate enter #123`?'],
    ['/speculate merge #7', 'there is no command `merge`; `/speculate help` lists what there is'],
    ['/speculate @everybody', 'there is no command `@everybody`; `/speculate help` lists what there is'],
  ])('%j is told what is wrong with it', (body, reason) => {
    expect(parseCommand({ body })).toMatchObject({ kind: 'mistake', reason })
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
