import { describe, expect, it } from 'vitest'
import type { CheckVerdict, Observation } from '../../../src/domain/checks/evidence.ts'
import type { Rerun } from '../../../src/domain/checks/rerun.ts'
import { judgeSecondRun } from '../../../src/stages/verify/second-run/second-run.ts'
import { aPullRequest } from '../../builders/candidate/pull-request.ts'
import { aCheckRun } from '../../builders/checks/check-run.ts'
import { aCheck } from '../../builders/checks/required-check.ts'
import { commitOf, NOW } from '../../builders/story.ts'

const first = { checkRunId: 71, conclusion: 'failure' }
const rerun: Rerun = {
  candidate: 'one',
  check: 'test',
  head: commitOf('one'),
  workflowRunId: 7,
  jobId: 41,
  attempt: 1,
  first,
  askedAt: NOW,
  answer: { kind: 'started' },
}
const workflow = {
  runId: 7,
  path: '.github/workflows/ci.yml',
  event: 'pull_request',
  jobConfirmed: true,
  jobId: 42,
  runAttempt: 2,
}
const firstRun = aCheckRun('one', 'test', {
  id: 71,
  conclusion: 'failure',
  workflow: { ...workflow, jobId: 41, runAttempt: 1 },
})
const second = (overrides: Parameters<typeof aCheckRun>[2] = {}) =>
  aCheckRun('one', 'test', { id: 72, workflow, ...overrides })
const status: Observation = { kind: 'status', context: 'test', headSha: commitOf('one'), state: 'success' }

interface Case {
  /** What the usual rules say of what they are shown. */
  readonly says: Partial<CheckVerdict>
  readonly observations?: readonly Observation[]
  readonly asked?: Partial<Rerun>
  readonly minutes?: number
  readonly now?: string
}

function judged({ says, observations = [firstRun, second()], asked = {}, minutes = 60, now = NOW }: Case) {
  const shown: (readonly Observation[])[] = []
  const verdict = judgeSecondRun(
    {
      required: aCheck('test', { deadlineMinutes: minutes }),
      rerun: { ...rerun, ...asked },
      pullRequest: aPullRequest('one', 21, { observations }),
      now,
    },
    (pullRequest, publishedAt) => {
      expect(publishedAt).toBe(NOW)
      shown.push(pullRequest.observations)
      return { check: 'test', verdict: 'passed', reason: 'as the rules say', checkRunId: 72, ...says }
    },
  )
  return { verdict, shown: shown.flat() }
}

describe('the second run of a check', () => {
  it('is judged without the first, beside everything else', () => {
    const third = aCheckRun('one', 'test', { id: 73 })
    expect(judged({ says: {}, observations: [firstRun, status, second(), third] }).shown).toEqual([
      status,
      second(),
      third,
    ])
  })

  it.each<[CheckVerdict['verdict'], object]>([
    ['passed', { verdict: 'passed', flaky: true, reason: 'passed on the second run; the first failed' }],
    ['failed', { verdict: 'failed', reason: 'failed, and failed again when it was run a second time' }],
    [
      'pending',
      {
        verdict: 'pending',
        reason: 'failed, and is being run a second time to see whether it is a flake',
      },
    ],
  ])('that %s is told with the first', (verdict, reported) => {
    expect(judged({ says: { verdict } }).verdict).toStrictEqual({
      check: 'test',
      checkRunId: 72,
      firstRun: first,
      ...reported,
    })
  })

  it.each<[CheckVerdict['verdict'], number, string]>([
    ['timed-out', 60, 'failed, and its second run gave no final answer within 60 minutes'],
    ['timed-out', 1, 'failed, and its second run gave no final answer within 1 minute'],
    ['unverified', 60, 'failed, and its second run was skipped'],
  ])('that is %s leaves the failure as it was', (verdict, minutes, reason) => {
    expect(
      judged({ says: { verdict, reason: 'was skipped', url: 'u', detail: 'd' }, minutes }).verdict,
    ).toStrictEqual({
      check: 'test',
      verdict: 'failed',
      reason,
      checkRunId: 71,
      firstRun: first,
    })
  })

  it('leaves the failure with its own link, words and category', () => {
    const reported = { ...first, url: 'https://forge.test/71', detail: '2 of 14 failed' }
    const says = { verdict: 'timed-out', hardFail: 'security' } as const
    expect(judged({ says, asked: { first: reported } }).verdict).toStrictEqual({
      check: 'test',
      verdict: 'failed',
      reason: 'failed, and its second run gave no final answer within 60 minutes',
      checkRunId: 71,
      url: 'https://forge.test/71',
      detail: '2 of 14 failed',
      hardFail: 'security',
      firstRun: reported,
    })
  })
})

describe('while there is no second run', () => {
  const missing = { check: 'test', verdict: 'pending', firstRun: first } as const
  const reason = 'failed, and is run a second time to see whether it is a flake'

  it.each<[string, readonly Observation[]]>([
    ['nothing is shown', []],
    ['only the first is shown', [firstRun]],
    ['a commit status speaks for it', [status]],
    ['another check ran again', [second({ name: 'lint' })]],
    ['another workflow ran', [second({ workflow: { ...workflow, runId: 8 } })]],
    ['no workflow is known', [second({ workflow: undefined })]],
    ['no job is confirmed', [second({ workflow: { ...workflow, jobConfirmed: false } })]],
    ['it is the first attempt', [second({ workflow: { ...workflow, runAttempt: 1 } })]],
    ['nobody says which attempt it is', [second({ workflow: { ...workflow, runAttempt: undefined } })]],
    ['the rules speak of another run', [second(), second({ id: 80, workflow: undefined })]],
  ])('a pass counts for nothing where %s', (_, observations) => {
    const says = { checkRunId: observations.length === 2 ? 80 : 72 }
    expect(judged({ says, observations }).verdict).toStrictEqual({ ...missing, reason })
  })

  it('its category is kept', () => {
    const says = { verdict: 'pending', hardFail: 'security' } as const
    expect(judged({ says, observations: [] }).verdict).toStrictEqual({
      ...missing,
      reason,
      hardFail: 'security',
    })
  })

  it('what is worse beside it counts as it is', () => {
    const says = { verdict: 'failed', checkRunId: 80 } as const
    expect(judged({ says }).verdict).toStrictEqual({
      check: 'test',
      verdict: 'failed',
      reason: 'as the rules say',
      checkRunId: 80,
      firstRun: first,
    })
  })

  it('and nothing is to be awaited any more, the failure stays', () => {
    const says = { verdict: 'unverified', reason: 'is not to be seen' } as const
    expect(judged({ says, observations: [] }).verdict).toMatchObject({
      verdict: 'failed',
      checkRunId: 71,
      reason: 'failed, and its second run is not to be seen',
    })
  })

  it('its deadline counts from when it was asked for', () => {
    const at = (now: string) =>
      judged({ says: { verdict: 'pending' }, observations: [], minutes: 5, now }).verdict
    expect(at('2026-05-05T12:04:59.999Z').verdict).toBe('pending')
    expect(at('2026-05-05T12:05:00.000Z')).toMatchObject({
      verdict: 'failed',
      reason: 'failed, and its second run gave no final answer within 5 minutes',
    })
  })
})

it('a refusal leaves everything as the rules say, the first run included', () => {
  const refused = { answer: { kind: 'refused', reason: 'nobody may' } } as const
  const { verdict, shown } = judged({ says: { verdict: 'failed' }, asked: refused, observations: [firstRun] })
  expect(verdict).toStrictEqual({
    check: 'test',
    verdict: 'failed',
    reason: 'as the rules say',
    checkRunId: 72,
    notRerun: 'nobody may',
  })
  expect(shown).toEqual([firstRun])
})
