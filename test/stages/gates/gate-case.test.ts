import { describe, expect, it } from 'vitest'
import { gateCaseOf } from '../../../src/stages/gates/gate-case.ts'
import { anAttempt, aRunningAttempt } from '../../builders/candidate/attempt.ts'
import { candidateFacts } from '../../builders/candidate/pull-request.ts'
import { aSpeculation } from '../../builders/run/speculation.ts'
import { NOW } from '../../builders/story.ts'

const speculation = aSpeculation()
const [brief] = speculation.plan.briefs
if (!brief) throw new Error('the fake has no brief')
const facts = candidateFacts('one')
const failure = { kind: 'failure', failure: 'crashed', detail: '', usage: { seconds: 1 } } as const

describe('a case for the gates', () => {
  it.each([
    ['was tried', undefined],
    ['has ended', aRunningAttempt('one')],
    ['has written a patch', anAttempt('one', { outcome: failure })],
  ])('is none before anything %s', (_, attempt) => {
    expect(gateCaseOf({ speculation, brief, place: 0, attempt, facts })).toBeUndefined()
  })

  it('knows the stage, which is green unless the plan says otherwise', () => {
    const attempt = anAttempt('one')
    const stageOf = (plan: typeof speculation.plan) =>
      gateCaseOf({ speculation: { ...speculation, plan }, brief, place: 0, attempt, facts })?.stage
    expect(stageOf(speculation.plan)).toBe('green')
    expect(stageOf({ ...speculation.plan, stage: 'red' })).toBe('red')
  })

  it('knows a pull request that somebody has entered from one that was written here', () => {
    const attempt = anAttempt('one')
    const submission = { pullRequest: 7, commit: 'c', tip: 't' }
    const entered = { ...brief, author: 'sam', by: 'maya', at: NOW, submission }
    expect(gateCaseOf({ speculation, brief: entered, place: 0, attempt, facts })?.isSubmitted).toBe(true)
    expect(gateCaseOf({ speculation, brief, place: 0, attempt, facts })).not.toHaveProperty('isSubmitted')
  })
})
