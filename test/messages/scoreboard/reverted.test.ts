import { expect, it } from 'vitest'
import type { Revert } from '../../../src/domain/run/revert.ts'
import {
  laterHeadline,
  laterNextStep,
  laterResult,
  laterSentences,
} from '../../../src/messages/scoreboard/scoreboard-aftermath.ts'
import { aSpeculation } from '../../builders/run/speculation.ts'
import { BRIEFS, passed, view } from '../fixtures.ts'

const [A] = BRIEFS
const AT = '2026-05-06T12:00:00Z'

const shown = (...reverts: Partial<Revert>[]) => {
  const candidate = A.id
  const row = passed(A, { pullRequest: 8, result: 'promote' })
  const about = view([row], {
    speculation: {
      ...aSpeculation(),
      choices: [{ kind: 'merged', candidate, actor: 'maya', at: AT }],
      reverts: reverts.map((one) => ({
        ...{
          kind: 'reverted' as const,
          candidate,
          commit: 'c'.repeat(40),
          lines: { undone: 12, of: 12 },
          at: AT,
        },
        ...one,
      })),
    },
    decision: { kind: 'promote', candidate, reason: 'it passes' },
  })
  return {
    headline: laterHeadline(about),
    last: laterSentences(about, 200).at(-1),
    result: laterResult(row, about),
    next: laterNextStep(about),
  }
}

it('a merged winner that is reverted is told so, with who did it and how much', () => {
  expect(shown({ by: 'maya', pullRequest: 9 })).toEqual({
    headline: `\`${A.id}\` was promoted, merged and then reverted`,
    last: '`maya` reverted #8 with #9 (all 12 lines) at 2026-05-06 12:00 UTC.',
    result: '✗ **reverted**',
    next: expect.stringContaining('A maintainer decides: #8 was merged and then reverted; go on by hand, or'),
  })
})

it('in part, by a commit that somebody pushed', () => {
  const { last, result } = shown({ lines: { undone: 5, of: 12 } })
  expect(last).toBe('Somebody reverted #8 with `ccccccc` (5 of 12 lines) at 2026-05-06 12:00 UTC.')
  expect(result).toBe('✗ **reverted in part**')
})

it('that is put back stands as merged', () => {
  const { last, result, headline } = shown({}, { kind: 'reapplied', pullRequest: 10, by: 'rob' })
  expect(last).toBe('`rob` took the revert of #8 back with #10 at 2026-05-06 12:00 UTC.')
  expect(result).toBe('✓ **merged**')
  expect(headline).toBeUndefined()
})
