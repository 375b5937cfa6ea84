import { describe, expect, it } from 'vitest'
import type { LackingTest } from '../../../src/domain/proof/lacking-tests.ts'
import { graftMessage, lackingLine, renderGrafts } from '../../../src/messages/proof/grafts.ts'
import { aRow } from '../../builders/judgement/row.ts'
import { aSpeculation } from '../../builders/run/speculation.ts'
import { NOW } from '../../builders/story.ts'

const test = (name: string, onWinner: LackingTest['onWinner'], isContested = false): LackingTest => ({
  file: 'test/a.test.js',
  name,
  onWinner,
  isContested,
})
const winner = aRow('one', { head: 'a'.repeat(40), pullRequest: 2 })
const author = aRow('two', { pullRequest: 3, toolchain: 'codex' })
const lacking = [
  {
    author,
    tests: [
      test('@maya fails', { kind: 'fails', words: 'expected `1`, see #7' }, true),
      test('passes', { kind: 'passes' }),
    ],
  },
]

describe('what a winner lacks', () => {
  it('begins with what it fails, and nothing foreign in it calls anybody', () => {
    const result = { kind: 'none' as const, reason: 'the winner changes the same lines of `a`' }
    const grafts = { at: '', onto: 'a', all: [{ candidate: 'two', result }] }
    const { body = '' } = renderGrafts(aSpeculation(), { grafts, lacking, winner, mayTake: true }) ?? {}
    expect(body.indexOf('**It fails:**')).toBeLessThan(body.indexOf('**It passes:**'))
    expect(body).toContain(
      '- `@maya fails` in `test/a.test.js`, by `two` (#3) (more candidates fail it than pass it): ``expected `1`, see #7``',
    )
    expect(body).not.toContain('deleted')
    expect(lackingLine(lacking, winner)).toBe(
      'tests of others that the winner lacks: 2 of two; the winner fails 1; pull request 2 says how to add them',
    )
    expect(lackingLine(lacking, winner, true)).toContain('; with --keep, pull request 2 says how to add them')
  })

  it('is nothing where it has the same tests already', () => {
    const grafts = { at: '', onto: 'a', all: [{ candidate: 'two', result: { kind: 'same' as const } }] }
    expect(renderGrafts(aSpeculation(), { grafts, lacking, winner, mayTake: true })).toBeUndefined()
  })

  it.each([
    ['conventional', 'two', 'test: add the tests of two', 'codex <codex@toolchains.invalid>'],
    ['plain', 'pr-7', 'Add the tests of pr-7', 'rob <rob@users.noreply.github.com>'],
  ] as const)('credits its author, in the manner %s', (manner, candidate, subject, credit) => {
    const submission = { pullRequest: 7, commit: 'c'.repeat(40), tip: 'd'.repeat(40) }
    const answer = { kind: 'entered' as const, author: 'rob', ...submission }
    const asked = {
      comment: 71,
      by: 'maya',
      role: 'write' as const,
      at: NOW,
      answeredAt: NOW,
      line: '/speculate enter #7',
    }
    const speculation = { ...aSpeculation({ commands: [{ ...asked, answer }] }), manner }
    const message = graftMessage(speculation, { candidate, toolchain: 'codex' })
    expect(message.split('\n')[0]).toBe(subject)
    expect(message).toMatch(new RegExp(`\nCo-authored-by: ${credit}\n$`))
  })
})
