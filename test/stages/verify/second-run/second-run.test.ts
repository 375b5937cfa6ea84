import { describe, expect, it } from 'vitest'
import type { Observation } from '../../../../src/domain/checks/evidence.ts'
import type { Rerun } from '../../../../src/domain/checks/rerun.ts'
import { verify } from '../../../../src/stages/verify/verify.ts'
import { aPullRequest } from '../../../builders/candidate/pull-request.ts'
import { aCheckRun } from '../../../builders/checks/check-run.ts'
import { aCheck } from '../../../builders/checks/required-check.ts'
import { commitOf, NOW } from '../../../builders/story.ts'

const first = { checkRunId: 71, conclusion: 'failure', url: 'https://forge.test/runs/71', detail: '2 of 214' }
const rerun: Rerun = {
  candidate: 'one',
  check: 'test',
  head: commitOf('one'),
  workflowRunId: 7,
  jobId: 71,
  attempt: 1,
  first,
  askedAt: '2026-05-05T12:30:00.000Z',
  answer: { kind: 'started' },
}
const workflow = {
  runId: 7,
  path: '.github/workflows/ci.yml',
  event: 'pull_request',
  jobConfirmed: true,
  jobId: 71,
  runAttempt: 1,
}
const failure = aCheckRun('one', 'test', { id: 71, conclusion: 'failure', workflow })
const second = (overrides: Parameters<typeof aCheckRun>[2] = {}) =>
  aCheckRun('one', 'test', { id: 72, workflow: { ...workflow, jobId: 72, runAttempt: 2 }, ...overrides })
const running = () => {
  const { conclusion: _, ...rest } = second({ status: 'in_progress' }) as Extract<
    Observation,
    { kind: 'check-run' }
  >
  return rest
}

function judge(
  observations: readonly Observation[],
  {
    now = '2026-05-05T12:40:00.000Z',
    asked = rerun,
    pullRequest = {},
  }: { now?: string; asked?: Rerun; pullRequest?: Parameters<typeof aPullRequest>[2] } = {},
) {
  const verification = verify({
    contract: { checks: [aCheck('test')], fingerprint: 'f' },
    pullRequest: aPullRequest('one', 21, { observations, ...pullRequest }),
    publishedAt: NOW,
    now,
    reruns: [asked],
  })
  const [check] = verification.checks
  return { ...check, until: verification.until, state: verification.state }
}

describe('a check that was run a second time', () => {
  it.each([
    ['alone', [second()]],
    ['beside the first', [failure, second()]],
    ['beside the first, in the other order', [second(), failure]],
  ])('passes when the second run passes, %s, and keeps the first outcome', (_, observations) => {
    expect(judge(observations)).toMatchObject({
      state: 'passed',
      verdict: 'passed',
      flaky: true,
      checkRunId: 72,
      firstRun: first,
      reason: 'passed on the second run; the first failed',
    })
  })

  it('fails when the second run fails', () => {
    expect(judge([second({ conclusion: 'failure' })])).toMatchObject({
      verdict: 'failed',
      checkRunId: 72,
      firstRun: first,
      reason: 'failed, and failed again when it was run a second time',
    })
  })

  it.each([
    ['nothing of it is to be seen yet', [failure]],
    ['the first is not shown any more', []],
    ['it is running', [running()]],
  ])('is waited for while %s, and the deadline counts from the rerun', (_, observations) => {
    expect(judge(observations, { now: '2026-05-05T13:29:00.000Z' })).toMatchObject({
      state: 'pending',
      verdict: 'pending',
      until: '2026-05-05T13:30:00.000Z',
      firstRun: first,
    })
    expect(judge(observations, { now: '2026-05-05T13:30:00.000Z' })).toMatchObject({
      verdict: 'failed',
      reason: 'failed, and its second run gave no final answer within 60 minutes',
      checkRunId: 71,
      detail: '2 of 214',
    })
  })

  it.each(['cancelled', 'skipped', 'neutral', 'stale'])(
    'keeps its first outcome when the second run ends %s',
    (conclusion) => {
      expect(judge([second({ conclusion })])).toMatchObject({ verdict: 'failed', checkRunId: 71 })
    },
  )

  it('keeps its first outcome where GitHub refused to run it again, and says so', () => {
    const asked: Rerun = {
      ...rerun,
      answer: { kind: 'refused', reason: 'the App lacks `actions: write`' },
    }
    expect(judge([failure], { asked })).toMatchObject({
      verdict: 'failed',
      checkRunId: 71,
      notRerun: 'the App lacks `actions: write`',
    })
  })

  it('does not become a pass by an answer in part', () => {
    expect(judge([second()], { pullRequest: { observationsComplete: false } }).verdict).toBe('pending')
  })
})

describe('T10: nothing but the second run takes the place of the failure', () => {
  const forged = { ...workflow, jobConfirmed: false }
  it.each([
    ['a check run that is no job', aCheckRun('one', 'test', { id: 80, workflow: forged })],
    [
      'a check run that is no job and says that it is attempt 2',
      aCheckRun('one', 'test', { id: 80, workflow: { ...forged, runAttempt: 2 } }),
    ],
    [
      'a job of another run',
      aCheckRun('one', 'test', { id: 80, workflow: { ...workflow, runId: 8, runAttempt: 2 } }),
    ],
    [
      'another job of the first attempt',
      aCheckRun('one', 'test', { id: 80, workflow: { ...workflow, jobId: 80 } }),
    ],
    [
      'a commit status',
      {
        kind: 'status',
        context: 'test',
        headSha: commitOf('one'),
        state: 'success',
      } satisfies Observation,
    ],
  ])('%s', (_, success) => {
    const late = '2026-05-05T14:00:00.000Z'
    for (const observations of [[failure, success], [success], [success, failure]]) {
      expect(judge(observations).state).not.toBe('passed')
      expect(judge(observations, { now: late })).toMatchObject({ verdict: 'failed', checkRunId: 71 })
    }
  })

  it.each([
    ['failure', { conclusion: 'failure', workflow: forged }],
    ['success', { workflow: forged }],
  ])('a forged %s beside the second run counts as the worst of duplicates', (_, overrides) => {
    const beside = aCheckRun('one', 'test', { id: 80, ...overrides })
    expect(judge([second(), beside]).verdict).not.toBe('passed')
    expect(judge([beside, second()]).verdict).not.toBe('passed')
  })

  it('a rerun of another head says nothing about this one', () => {
    expect(judge([failure], { asked: { ...rerun, head: 'd'.repeat(40) } })).toMatchObject({
      verdict: 'failed',
      reason: 'failed',
    })
  })
})
