import { describe, expect, it } from 'vitest'
import type { AttemptOutcome } from '../../../src/domain/candidate/attempt.ts'
import type { Observation } from '../../../src/domain/checks/evidence.ts'
import { Settings } from '../../../src/domain/settings.ts'
import { anAttempt, aRunningAttempt } from '../../builders/candidate/attempt.ts'
import { candidateFacts } from '../../builders/candidate/pull-request.ts'
import { aCheckRun, greenChecks } from '../../builders/checks/check-run.ts'
import { candidatesWith, pull, red, rowsOf } from './rows-of.ts'

describe('the row of a candidate', () => {
  const one = {
    candidate: 'one',
    tag: 'primary',
    toolchain: 'scripted',
    strategy: 'the way of one',
    branch: '',
    phase: 'queued',
    checks: [],
    tests: 'not run',
    files: [],
    gates: [],
    parts: [],
    result: 'waiting',
    reason: 'waits for its turn',
  }

  it('says of one that nobody has begun only what the plan says', () => {
    expect(rowsOf({ attempts: [], candidates: [] })('one')).toStrictEqual(one)
  })

  it('says who is writing', () => {
    expect(rowsOf({ attempts: [aRunningAttempt('one')], candidates: [] })('one')).toStrictEqual({
      ...one,
      phase: 'writing',
      reason: '`scripted` is writing its patch',
    })
    expect(
      rowsOf({ attempts: [aRunningAttempt('one', { status: 'queued' })], candidates: [] })('one'),
    ).toStrictEqual(one)
  })

  it('counts the cost of attempts that have ended, and not what is promised to one that has not', () => {
    const outcome: AttemptOutcome = {
      kind: 'failure',
      failure: 'interrupted',
      detail: '',
      usage: { seconds: 1 },
    }
    const attempts = [
      anAttempt('one', { outcome, charged: { seconds: 40, tokens: 300, usd: 0.5 } }),
      aRunningAttempt('one', { number: 2, charged: { seconds: 1_200, tokens: 9_000, usd: 4 } }),
    ]
    expect(rowsOf({ attempts, candidates: [] })('one')).toMatchObject({ seconds: 40, tokens: 300, usd: 0.5 })
  })

  it('has neither tokens nor money where nobody counted them', () => {
    const row = rowsOf()('one')
    expect(row.seconds).toBe(3)
    expect(row).not.toHaveProperty('tokens')
    expect(row).not.toHaveProperty('usd')
    expect(rowsOf({ attempts: [anAttempt('one', { charged: {} })] })('one')).not.toHaveProperty('seconds')
  })

  it('says that a patch is being published, and that its tests did not run', () => {
    const row = rowsOf({ candidates: [candidateFacts('one')] })('one')
    expect(row).toMatchObject({
      phase: 'publishing',
      result: 'waiting',
      reason: 'its patch is being published',
      tests: 'not run',
      files: ['src/client.js'],
    })
    expect(row).not.toHaveProperty('until')
    expect(row).not.toHaveProperty('testRuntimeSeconds')
  })

  it.each<[string, readonly Observation[], string, string]>([
    ['have passed', greenChecks('one'), 'pass', 'all 2 required checks passed'],
    ['have failed', red('one'), 'fail', 'fails `test`'],
    ['have not ended', [], 'pending', 'waiting for `lint`, `test`'],
  ])('says when its tests %s', (_, observations, tests, reason) => {
    expect(rowsOf({ candidates: candidatesWith(pull('one', { observations })) })('one')).toMatchObject({
      tests,
      reason,
    })
  })

  it('has no score where the policy only ranks', () => {
    const settings = Settings.parse({ policy: { name: 'lexicographic' } })
    expect(rowsOf({ known: { settings } })('one')).not.toHaveProperty('score')
  })

  it('adds up how long its checks ran', () => {
    const observations = [
      aCheckRun('one', 'lint', { id: 1 }),
      aCheckRun('one', 'test', {
        id: 2,
        startedAt: '2026-05-05T11:00:00Z',
        completedAt: '2026-05-05T11:00:09Z',
      }),
    ]
    expect(
      rowsOf({ candidates: candidatesWith(pull('one', { observations })) })('one').testRuntimeSeconds,
    ).toBe(9)
  })
})
