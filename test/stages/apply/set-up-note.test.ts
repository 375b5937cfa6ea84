import { expect, it } from 'vitest'
import { scoreboardComments } from '../../../src/stages/apply/comments.ts'
import { score } from '../../../src/stages/score/score.ts'
import { anAttempt } from '../../builders/candidate/attempt.ts'
import { anOutcome } from '../../builders/candidate/outcome.ts'
import { aSnapshot } from '../../builders/run/snapshot.ts'
import { aSpeculation } from '../../builders/run/speculation.ts'
import { NOW } from '../../builders/story.ts'

/** The scoreboard of a run in which the set-up ended so. */
function scoreboardAfter(setUpFailed: string | undefined): string {
  const speculation = aSpeculation()
  const attempts = ['one', 'two'].map((id) =>
    anAttempt(id, { outcome: { ...anOutcome(id), ...(setUpFailed && { setUpFailed }) } }),
  )
  const scoreboard = score({ speculation, attempts, candidates: [], now: NOW })
  const status = { speculation, scoreboard, decision: { kind: 'wait' as const, reason: 'x' } }
  return JSON.stringify(scoreboardComments({ ...aSnapshot(), attempts }, status))
}

it('R4: the scoreboard says once that the set-up failed, in words that cannot call anybody', () => {
  const text = scoreboardAfter('npm ci ends with exit code 1: no such package, @maya')
  const said = "The set-up failed, so agents worked without the project's dependencies: `npm ci ends with"
  expect(text.split(said)).toHaveLength(2)
  expect(text).not.toContain(' @maya')
})

it('R4: and says nothing of one that did not fail', () => {
  expect(scoreboardAfter(undefined)).not.toContain('set-up')
})
