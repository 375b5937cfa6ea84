import { describe, expect, it } from 'vitest'
import type { RequiredCheck } from '../../../src/domain/checks/contract.ts'
import type { Observation } from '../../../src/domain/checks/evidence.ts'
import { redOnBase } from '../../../src/stages/verify/base/red-on-base.ts'
import { verify } from '../../../src/stages/verify/verify.ts'
import { aPullRequest } from '../../builders/candidate/pull-request.ts'
import { aCheckRun } from '../../builders/checks/check-run.ts'
import { aCheck } from '../../builders/checks/required-check.ts'
import { NOW } from '../../builders/story.ts'

type Run = Parameters<typeof aCheckRun>[2]
const CI = '.github/workflows/ci.yml'
type Given = { required?: Partial<RequiredCheck> } & Partial<Parameters<typeof verify>[0]>
const LATE = '2026-05-05T13:00:00.000Z'
const head = aPullRequest('one', 1).head

function judged(observations: readonly Observation[], { required = {}, ...more }: Given = {}) {
  return verify({
    contract: { checks: [aCheck('test', required)], fingerprint: 'f' },
    pullRequest: aPullRequest('one', 21, { observations }),
    publishedAt: NOW,
    now: NOW,
    ...more,
  })
}

function runOf(runId: number, overrides: Run = {}, workflow: object = {}): Observation {
  const own = { runId, path: CI, event: 'pull_request', jobConfirmed: true, ...workflow }
  return aCheckRun('one', 'test', { id: runId * 10, workflow: own, ...overrides })
}

describe('a run that a newer one of the same workflow, event and job replaces', () => {
  it('V5: does not count when it was cancelled and the newer one passes, in whatever order they come', () => {
    const runs = [runOf(1, { conclusion: 'cancelled' }), runOf(2)]
    for (const observations of [runs, runs.toReversed()]) {
      expect(judged(observations)).toMatchObject({
        state: 'passed',
        checks: [{ checkRunId: 20, replaced: [{ checkRunId: 10, ended: 'cancelled' }] }],
      })
    }
  })

  it.each(['failure', 'success', 'timed_out'])('V5: does not count when it ended with %s', (conclusion) => {
    expect(judged([runOf(1, { conclusion }), runOf(2)]).state).toBe('passed')
    expect(judged([runOf(1, { conclusion }), runOf(2, { conclusion: 'failure' })]).state).toBe('failed')
  })

  it('V5: is not decided by while the newer one goes on', () => {
    const { conclusion: _, ...going } = runOf(2, { status: 'in_progress' }) as Extract<
      Observation,
      { kind: 'check-run' }
    >
    expect(judged([runOf(1, { conclusion: 'cancelled' }), going]).state).toBe('pending')
    expect(judged([runOf(1), going]).state).toBe('pending')
  })

  it('V5: may be an earlier attempt of the same run', () => {
    const first = runOf(1, { conclusion: 'failure' }, { runAttempt: 1 })
    expect(judged([first, runOf(1, { id: 99 }, { runAttempt: 2 })]).state).toBe('passed')
  })

  it('V5: counts where only one of two jobs of its name was run again', () => {
    const first = [1, 2].map((id) => runOf(1, { id, conclusion: 'failure' }, { runAttempt: 1 }))
    expect(judged([...first, runOf(1, { id: 99 }, { runAttempt: 2 })]).state).toBe('failed')
  })

  it.each<[string, object]>([
    ['another workflow', { path: '.github/workflows/other.yml' }],
    ['no job of the run', { jobConfirmed: false }],
  ])('V5: is not replaced by %s', (_, workflow) => {
    const { state, checks } = judged([runOf(1, { conclusion: 'failure' }), runOf(2, {}, workflow)])
    expect(state).toBe('failed')
    expect(checks).toMatchObject([{ verdict: 'failed', checkRunId: 10 }])
  })

  describe('that fail-fast cancelled', () => {
    const contract = { checks: ['test (20)', 'test (22)'].map((name) => aCheck(name)), fingerprint: 'f' }
    const combination = (name: string, id: number, conclusion: string, more: Run = {}) =>
      aCheckRun('one', name, { id, conclusion, completedAt: '2026-05-05T11:59:30Z', ...more })
    const failed = combination('test (20)', 1, 'failure')

    it('V6: is not waited for', () => {
      const { state, checks } = judged([failed, combination('test (22)', 2, 'cancelled')], { contract })
      expect(state).toBe('failed')
      expect(checks[1]).toMatchObject({ verdict: 'unverified', cancelledBy: 'test (20)' })
    })

    it.each([
      [
        'a job of another run',
        { workflow: { runId: 8, path: CI, event: 'pull_request', jobConfirmed: true } },
      ],
      ['stopped much later', { completedAt: '2026-05-05T12:20:00Z' }],
    ])('is another thing than %s', (_, more) => {
      const { checks } = judged([failed, combination('test (22)', 2, 'cancelled', more)], {
        contract,
        now: LATE,
      })
      expect(checks[1]).not.toHaveProperty('cancelledBy')
    })

    it('is known by what GitHub says of it where the jobs of a matrix have names of their own', () => {
      const named = { checks: ['old', 'new'].map((name) => aCheck(name)), fingerprint: 'f' }
      const message = 'The job was canceled because "old" failed.'
      const annotations = [{ level: 'failure', message }]
      const reported = (more: Run) =>
        judged([combination('old', 1, 'failure'), combination('new', 2, 'cancelled', more)], {
          contract: named,
          now: LATE,
        })
      expect(reported({ annotations }).checks[1]).toMatchObject({ cancelledBy: 'old' })
      expect(reported({}).checks[1]).not.toHaveProperty('cancelledBy')
    })

    it('speaks for itself where nobody failed', () => {
      const passed = combination('test (20)', 1, 'success')
      const { state, checks } = judged([passed, combination('test (22)', 2, 'cancelled')], {
        contract,
        now: LATE,
      })
      expect(state).toBe('failed')
      expect(checks[1]).toMatchObject({ reason: 'was cancelled before it ended' })
    })
  })

  it('V6: is waited for when it was cancelled a moment ago, because the newer one shows its jobs only then', () => {
    const cancelled = runOf(1, { conclusion: 'cancelled', completedAt: '2026-05-05T11:59:30Z' })
    expect(judged([cancelled]).checks).toMatchObject([{ verdict: 'pending' }])
    expect(judged([cancelled], { now: '2026-05-05T12:05:00Z' }).checks).toMatchObject([
      { verdict: 'unverified', reason: 'was cancelled before it ended' },
    ])
  })
})

describe('a job whose workflow run has ended', () => {
  const hangs = (workflow: object) => runOf(1, { status: 'in_progress', conclusion: undefined }, workflow)

  it('is not waited for until its deadline', () => {
    expect(judged([hangs({ runEnded: true, runEndedAt: '2026-05-05T11:50:00Z' })]).checks).toMatchObject([
      { verdict: 'unverified', reason: 'never ended, although its workflow run has' },
    ])
  })

  it('has a moment to end itself', () => {
    expect(judged([hangs({ runEnded: true, runEndedAt: '2026-05-05T11:59:50Z' })]).state).toBe('pending')
    expect(judged([hangs({ runEnded: false })]).state).toBe('pending')
  })
})

describe('a check that appears late', () => {
  it('counts until the deadline, and not after it', () => {
    expect(judged([], { now: '2026-05-05T12:59:59.000Z' }).state).toBe('pending')
    expect(judged([runOf(1)], { now: '2026-05-05T12:59:59.000Z' }).state).toBe('passed')
    expect(judged([], { now: LATE }).checks).toMatchObject([{ verdict: 'timed-out' }])
  })
})

describe('a check that a path filter leaves out', () => {
  const docs = { pathFilters: [{ workflow: '.github/workflows/docs.yml', paths: ['docs/**'] }] }

  it('V8: is not required of the patch', () => {
    const { state, checks } = judged([], { required: docs, changed: ['src/add.js'] })
    expect(checks).toMatchObject([
      {
        notRequired: true,
        reason: 'is not required of this patch: `docs.yml` runs only for `docs/**`',
      },
    ])
    // Nothing else is required here, and nothing proves nothing.
    expect(state).toBe('failed')
  })

  it('V8: is waited for where the patch changes what it is about', () => {
    expect(judged([], { required: docs, changed: ['src/add.js', 'docs/a.md'] }).state).toBe('pending')
    expect(judged([], { required: docs }).state).toBe('pending')
  })

  it('V8: counts where it ran all the same', () => {
    const ran = runOf(1, { conclusion: 'failure' })
    expect(judged([ran], { required: docs, changed: ['src/add.js'] }).checks).toMatchObject([
      { verdict: 'failed' },
    ])
  })

  it('V8: looks at the first 300 files only, as GitHub does', () => {
    const many = [...Array(300).keys()].map((n) => `a/${n}.js`)
    expect(judged([], { required: docs, changed: [...many, 'docs/a.md'] }).checks[0]?.notRequired).toBe(true)
  })

  it('V4: is proved by nothing where only a stand-in ran', () => {
    const standIn = '.github/workflows/ci-docs.yml'
    const required: Partial<RequiredCheck> = {
      workflow: CI,
      appSlug: 'github-actions',
      event: 'pull_request',
      standIns: [standIn],
      pathFilters: [{ workflow: CI, pathsIgnore: ['docs/**'] }],
    }
    const stoodIn = runOf(2, {}, { path: standIn })
    const only = judged([stoodIn], { required, changed: ['docs/a.md'] })
    expect(only.checks).toMatchObject([
      { verdict: 'unverified', reason: expect.stringContaining('does nothing with the repository') },
    ])
    expect(only.state).toBe('failed')
    const both = { required, changed: ['docs/a.md', 'src/add.js'] }
    expect(judged([stoodIn], both).state).toBe('pending')
    expect(judged([stoodIn, runOf(1)], both).state).toBe('passed')
    expect(judged([stoodIn, runOf(1, { conclusion: 'failure' })], both).state).toBe('failed')
  })
})

describe('a commit status', () => {
  const status = (creator: string, state: string, appId?: number): Observation => ({
    kind: 'status',
    context: 'test',
    headSha: head,
    state,
    creator,
    createdAt: '2026-05-05T11:00:00Z',
    ...(appId !== undefined && { appId }),
  })
  const baseChecks = { answered: [], creators: { test: ['ci-bot'] } }

  it('V39: counts only from who sets it on the base', () => {
    const failed = status('ci-bot', 'failure')
    const forged = status('mallory', 'success')
    expect(judged([failed, forged], { baseChecks }).state).toBe('failed')
    expect(judged([forged], { baseChecks }).state).toBe('pending')
    expect(judged([status('ci-bot', 'success'), status('mallory', 'failure')], { baseChecks }).state).toBe(
      'passed',
    )
    const late = judged([forged], { baseChecks, now: LATE }).checks[0]
    expect(late).toMatchObject({
      verdict: 'timed-out',
      reason:
        'gave no final answer within 60 minutes (only `mallory` has set it, and on the base it is set by `ci-bot`)',
    })
  })

  it('V39: counts the worst, and says who, where several have set it and the base shows nobody', () => {
    expect(judged([status('ci-bot', 'failure'), status('mallory', 'success')]).checks).toMatchObject([
      { verdict: 'failed', reason: 'failed (set by `ci-bot` and `mallory`; the worst counts)' },
    ])
  })

  const pinned = { appId: 77 }

  it('V40: passes when it is set by the App that the branch asks for', () => {
    expect(judged([status('real-ci[bot]', 'success', 77)], { required: pinned }).state).toBe('passed')
    expect(judged([status('real-ci[bot]', 'failure', 77)], { required: pinned }).state).toBe('failed')
    const known = { answered: [], creators: { test: ['real-ci[bot]'] } }
    expect(judged([status('real-ci[bot]', 'success')], { required: pinned, baseChecks: known }).state).toBe(
      'passed',
    )
  })

  it.each<[string, Observation]>([
    ['another App', status('other[bot]', 'success', 78)],
    ['nobody who can be told', status('other[bot]', 'success')],
    ['a person', status('mallory', 'success')],
  ])('V40: proves nothing when it is set by %s', (_, forged) => {
    const known = { answered: [], creators: { test: ['mallory'] } }
    expect(judged([forged], { required: pinned, baseChecks: known }).state).toBe('failed')
  })

  it('T10: proves nothing when a step of GitHub Actions sets it', () => {
    const forged = status('github-actions[bot]', 'success', 15_368)
    expect(judged([forged], { required: { appId: 15_368 } }).state).toBe('failed')
    expect(judged([forged], { required: { appSlug: 'github-actions', workflow: CI } }).state).toBe('failed')
  })

  it('V40: tells that the base is red', () => {
    const red = { ...status('real-ci[bot]', 'failure', 77), headSha: 'b'.repeat(40) }
    const contract = { checks: [aCheck('test', pinned)], fingerprint: 'f' }
    expect(redOnBase({ contract, observations: [red], startedAt: NOW })).toEqual(['test'])
  })
})
