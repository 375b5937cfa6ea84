import { describe, expect, it } from 'vitest'
import type { Judge, Reach } from '../../../src/domain/checks/reach.ts'
import { namesOnBase, reachNotes } from '../../../src/messages/reach/reach-notes.ts'

const judge = (path: string, rest: Partial<Judge> = {}): Judge => ({
  path,
  check: 'test',
  via: ['npm test'],
  how: 'runs',
  ...rest,
})
const reach = (judges: readonly Judge[], rest: Partial<Reach> = {}): Reach => ({
  judges: [...judges],
  unfollowed: [],
  mayChange: [],
  ...rest,
})

describe('reachNotes', () => {
  it('says in one line what may not be touched: scripts and files that are named, then what a tool finds by itself', () => {
    const judges = [
      judge('.github/workflows/ci.yml'),
      judge('ci/extra.json', { how: 'reads' }),
      judge('package.json', { parts: ['scripts.test', 'scripts.pretest', 'scripts.posttest'] }),
      judge('**/vitest.config.*', { isPattern: true, how: 'reads' }),
      judge('node_modules/**', { isPattern: true, how: 'loads' }),
    ]
    const onBase = ['vitest.config.ts', 'test/setup.ts']
    expect(reachNotes(reach(judges, { onBase }), [{ name: 'test' }])).toEqual([
      'Candidates may not change what the required checks run or read: `scripts.test` in `package.json`, `ci/extra.json`, `vitest.config.ts` and 1 more (`speculate contract` prints the whole list).',
    ])
  })

  it('says nothing where nothing is known but the workflow, which is protected anyway', () => {
    expect(reachNotes(reach([judge('.github/workflows/ci.yml')]), [{ name: 'test' }])).toEqual([])
  })

  it('says what the settings except, and which checks cannot be seen', () => {
    const unfollowed = [
      { check: 'circle', what: 'circle', why: 'no job' },
      { check: 'test', what: 'node x.js', why: 'unknown' },
    ]
    const notes = reachNotes(reach([], { unfollowed, mayChange: ['a', 'b', 'c', 'd'] }), [
      { name: 'test' },
      { name: 'circle' },
    ])
    expect(notes).toEqual([
      'By exception of this repository, candidates may change `a`, `b`, `c` and 1 more, also where a check runs or reads it.',
      'It cannot be seen what `circle` runs: no workflow of this repository has a job of that name. Instead, candidates may not change what such checks usually run.',
    ])
  })

  it.each(['@octocat', '`@octocat`', '![x](https://evil.example/x.png)', 'a\nFixes #1', '<img src=x>'])(
    'shows foreign names as code: %j',
    (text) => {
      const [note = '', exception = ''] = reachNotes(
        reach([judge(text, { parts: [text] })], { mayChange: [text] }),
        [],
      )
      const plain = (line: string) => line.replace(/(`+)[^\n]*?[^`]\1(?!`)/g, '')
      for (const line of [note, exception].map(plain)) expect(line).not.toMatch(/[@!<#\n]/)
    },
  )
})

it('a part that goes with another is not told twice, and others are counted', () => {
  const parts = ['scripts.test', 'scripts.pretest', 'scripts.posttest', 'scripts.lint']
  expect(namesOnBase(reach([judge('package.json', { parts })]))).toEqual([
    '`scripts.test` and 1 other part in `package.json`',
  ])
})
