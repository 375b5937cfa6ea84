import { describe, expect, it } from 'vitest'
import { advance } from '../../../../src/advance.ts'
import type { Observation } from '../../../../src/domain/checks/evidence.ts'
import type { Rerun } from '../../../../src/domain/checks/rerun.ts'
import type { Speculation } from '../../../../src/domain/run/speculation.ts'
import { Settings } from '../../../../src/domain/settings.ts'
import { replay } from '../../../../src/stages/replay.ts'
import { anAttempt } from '../../../builders/candidate/attempt.ts'
import { aPullRequest, candidateFacts } from '../../../builders/candidate/pull-request.ts'
import { aCheckRun, greenChecks } from '../../../builders/checks/check-run.ts'
import { aCheck } from '../../../builders/checks/required-check.ts'
import { conclusionOf, logOf } from '../../../builders/run/judged-run.ts'
import { aSnapshot } from '../../../builders/run/snapshot.ts'
import { aSpeculation } from '../../../builders/run/speculation.ts'
import { commitOf, NOW } from '../../../builders/story.ts'

const ON = Settings.parse({ verifier: { rerun_failed_once: true } })
const workflow = {
  runId: 7,
  path: '.github/workflows/ci.yml',
  event: 'pull_request',
  jobConfirmed: true,
  jobId: 71,
  runAttempt: 1,
  runEnded: true,
}
const red = (overrides: Parameters<typeof aCheckRun>[2] = {}) =>
  aCheckRun('one', 'test', {
    id: 71,
    conclusion: 'failure',
    workflow,
    url: 'https://forge.test/runs/71',
    ...overrides,
  })
const lint = aCheckRun('one', 'lint', { id: 70 })

/** One candidate; `one` has lint green and whatever `observations` say. */
function snapshot(
  observations: readonly Observation[],
  {
    speculation = {},
    now = NOW,
    pullRequest = {},
  }: {
    speculation?: Partial<Speculation>
    now?: string
    pullRequest?: Parameters<typeof aPullRequest>[2]
  } = {},
) {
  return aSnapshot({
    now,
    speculation: aSpeculation({ settings: ON, ...speculation }, ['one', 'two']),
    attempts: [anAttempt('one'), anAttempt('two')],
    candidates: [
      candidateFacts('one', aPullRequest('one', 21, { observations, ...pullRequest })),
      candidateFacts('two', aPullRequest('two', 22, { observations: greenChecks('two') })),
    ],
  })
}

function look(...args: Parameters<typeof snapshot>) {
  const { steps, status } = advance(snapshot(...args))
  const row = status?.scoreboard.rows.find(({ candidate }) => candidate === 'one')
  return {
    reruns: steps.flatMap((step) => (step.do === 'rerun-check' ? [step] : [])),
    row,
    decision: status?.decision,
  }
}

describe('a failed check that may be a flake', () => {
  it('is run once more, and its first outcome is kept', () => {
    const { reruns, row, decision } = look([lint, red()])
    expect(reruns).toEqual([
      {
        do: 'rerun-check',
        candidate: 'one',
        reruns: [
          {
            candidate: 'one',
            check: 'test',
            head: commitOf('one'),
            workflowRunId: 7,
            jobId: 71,
            attempt: 1,
            first: { checkRunId: 71, conclusion: 'failure', url: 'https://forge.test/runs/71' },
            askedAt: NOW,
          },
        ],
      },
    ])
    expect(row).toMatchObject({
      result: 'waiting',
      reason: 'rerunning `test` once: it failed, which may be a flake',
    })
    expect(decision?.kind).toBe('wait')
  })

  it('is asked for together with the other failed checks of its workflow run', () => {
    const both = [red(), red({ id: 72, name: 'lint', workflow: { ...workflow, jobId: 72 } })]
    expect(look(both).reruns.map(({ reruns }) => reruns.map(({ jobId }) => jobId))).toEqual([[72, 71]])
  })

  it('waits for its workflow run to end first, and not beyond its deadline', () => {
    const going = [lint, red({ workflow: { ...workflow, runEnded: false } })]
    expect(look(going)).toMatchObject({
      reruns: [],
      row: { result: 'waiting', reason: 'waiting for its workflow run to end, to rerun `test` once' },
    })
    expect(look(going, { now: '2026-05-05T13:00:00.000Z' })).toMatchObject({
      reruns: [],
      row: { result: 'reject' },
    })
  })

  it.each<[string, readonly Observation[], Parameters<typeof snapshot>[1]]>([
    ['it is not asked for', [lint, red()], { speculation: { settings: Settings.parse({}) } }],
    [
      'its category is a hard failure',
      [lint, red()],
      {
        speculation: {
          contract: { checks: [aCheck('lint'), aCheck('test', { hardFail: 'security' })], fingerprint: 'f' },
        },
      },
    ],
    ['it failed on a later attempt', [lint, red({ workflow: { ...workflow, runAttempt: 2 } })], {}],
    ['no job is confirmed', [lint, red({ workflow: { ...workflow, jobConfirmed: false } })], {}],
    [
      'GitHub does not say which job it was',
      [lint, red({ workflow: { runId: 7, path: workflow.path, event: 'pull_request', jobConfirmed: true } })],
      {},
    ],
    [
      'another check proves nothing',
      [aCheckRun('one', 'lint', { id: 70, conclusion: 'skipped' }), red()],
      {},
    ],
    ['the branch conflicts', [lint, red()], { pullRequest: { mergeable: 'conflicting' } }],
    ['it ran into its time limit', [lint, red({ conclusion: 'timed_out' })], {}],
  ])('is not run again where %s', (_, observations, options) => {
    expect(look(observations, options)).toMatchObject({ reruns: [], row: { result: 'reject' } })
  })

  it('is not run again where somebody closed the pull request, who is not told that it was wrong', () => {
    const seen = look([lint, red()], { pullRequest: { state: 'closed' } })
    expect(seen).toMatchObject({ reruns: [], row: { result: 'hold', left: 'closed' } })
  })

  it('is run again once per candidate', () => {
    const failed = red({ id: 72, workflow: { ...workflow, jobId: 72, runAttempt: 2 } })
    expect(look([lint, failed], { speculation: { reruns: [answered()] } })).toMatchObject({
      reruns: [],
      row: {
        result: 'reject',
        reason: 'fails `test` (it failed, and failed again when it was run a second time)',
      },
    })
  })

  it('is asked for again when nobody knows what GitHub answered', () => {
    const { answer: _, ...asked } = answered()
    expect(look([lint, red()], { speculation: { reruns: [asked] } }).reruns).toEqual([
      { do: 'rerun-check', candidate: 'one', reruns: [asked] },
    ])
    expect(look([lint, red()], { speculation: { reruns: [answered()] } })).toMatchObject({
      reruns: [],
      row: { result: 'waiting' },
    })
  })

  it('is rejected by, where it could not be run again, with the reason', () => {
    const reason = 'the App lacks `actions: write`'
    const reruns: Rerun[] = [{ ...answered(), answer: { kind: 'refused', reason } }]
    expect(look([lint, red()], { speculation: { reruns } })).toMatchObject({
      reruns: [],
      row: { result: 'reject', reason: `fails \`test\`; it could not be rerun: ${reason}` },
    })
  })
})

describe('a check that passed on its second run', () => {
  const passed = aCheckRun('one', 'test', { id: 72, workflow: { ...workflow, jobId: 72, runAttempt: 2 } })
  const snap = snapshot([lint, passed], { speculation: { reruns: [answered()] } })

  it('lets its candidate compete, which the reason of the winner says', () => {
    const { status } = advance(snap)
    const row = status?.scoreboard.rows.find(({ candidate }) => candidate === 'one')
    expect(row).toMatchObject({ result: 'promote', checks: [{}, { verdict: 'passed', flaky: true }] })
    expect(status?.decision.reason).toContain('required checks (`test` only on the second run)')
  })

  it('is replayed from the log, bit for bit', () => {
    const concluded = conclusionOf(snap)
    if (!concluded) throw new Error('no verdict')
    expect(replay(logOf(concluded))).toMatchObject({ kind: 'replayed', differences: [] })
  })
})

function answered(): Rerun {
  return {
    candidate: 'one',
    check: 'test',
    head: commitOf('one'),
    workflowRunId: 7,
    jobId: 71,
    attempt: 1,
    first: { checkRunId: 71, conclusion: 'failure' },
    askedAt: NOW,
    answer: { kind: 'started' },
  }
}
