import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Observation } from '../../../src/domain/checks/evidence.ts'
import { redOnBase } from '../../../src/stages/verify/base/red-on-base.ts'
import { verify } from '../../../src/stages/verify/verify.ts'
import { aPullRequest } from '../../builders/candidate/pull-request.ts'
import { aCheckRun } from '../../builders/checks/check-run.ts'
import { aCheck } from '../../builders/checks/required-check.ts'
import { NOW } from '../../builders/story.ts'

const contract = { checks: [aCheck('test')], fingerprint: 'f' }
const LATE = '2026-05-05T13:00:00.000Z'

function judge(observations: readonly Observation[], { now = NOW, pullRequest = {}, check = {} } = {}) {
  return verify({
    contract: { ...contract, checks: [aCheck('test', check)] },
    pullRequest: aPullRequest('one', 21, { observations, ...pullRequest }),
    publishedAt: NOW,
    now,
  })
}

function verdictOf(...args: Parameters<typeof judge>) {
  return judge(...args).checks[0]?.verdict
}

const run = (overrides: Parameters<typeof aCheckRun>[2] = {}) => aCheckRun('one', 'test', overrides)
const status = (state: string): Observation => ({
  kind: 'status',
  context: 'test',
  headSha: aPullRequest('one', 1).head,
  state,
})

describe('verify', () => {
  it('passes only what ran on this head, to its end, with success', () => {
    expect(judge([run()])).toMatchObject({ state: 'passed', reason: 'the required check passed' })
  })

  it.each([
    ['failure', 'failed'],
    ['timed_out', 'timed-out'],
    ['skipped', 'unverified'],
    ['neutral', 'unverified'],
    ['cancelled', 'unverified'],
    ['stale', 'unverified'],
    ['startup_failure', 'unverified'],
    ['action_required', 'unverified'],
    ['something_new', 'unverified'],
    [undefined, 'unverified'],
  ])('does not count the conclusion %s as a pass', (conclusion, verdict) => {
    const { conclusion: _, ...rest } = run() as Extract<Observation, { kind: 'check-run' }>
    const observation = conclusion === undefined ? rest : { ...rest, conclusion }
    expect(judge([observation])).toMatchObject({ state: 'failed', checks: [{ verdict }] })
  })

  it.each([
    ['success', 'passed'],
    ['failure', 'failed'],
    ['error', 'failed'],
    ['pending', 'pending'],
    ['expected', 'pending'],
    ['odd', 'unverified'],
  ])('reads the commit status %s as %s', (state, verdict) => {
    expect(verdictOf([status(state)])).toBe(verdict)
  })

  it('waits for a check that has not started, until its deadline', () => {
    expect(judge([])).toMatchObject({ state: 'pending', until: LATE })
    expect(verdictOf([], { now: LATE })).toBe('timed-out')
  })

  it('waits for a check that is still running, until its deadline', () => {
    expect(verdictOf([run({ status: 'in_progress' })])).toBe('pending')
    expect(verdictOf([run({ status: 'in_progress' })], { now: LATE })).toBe('timed-out')
  })

  it('does not wait for checks that a conflict keeps from starting', () => {
    expect(judge([], { pullRequest: { mergeable: 'conflicting' } })).toMatchObject({
      state: 'failed',
      checks: [{ verdict: 'unverified', reason: 'never ran: the branch conflicts with its base' }],
    })
  })

  it('takes a partial answer for unknown, never for green', () => {
    const partial = { pullRequest: { observationsComplete: false } }
    expect(verdictOf([run()], partial)).toBe('pending')
    expect(verdictOf([run()], { ...partial, now: LATE })).toBe('timed-out')
    expect(verdictOf([run({ conclusion: 'failure' })], partial)).toBe('failed')
  })

  it('ignores checks of another commit', () => {
    expect(verdictOf([run({ headSha: 'c'.repeat(40) })])).toBe('pending')
  })

  it.each([
    [
      'no job of a workflow run',
      run({ workflow: { runId: 1, path: 'x', event: 'pull_request', jobConfirmed: false } }),
      {},
    ],
    ['another app than required', run({ appId: 1, appSlug: 'stranger' }), { appId: 15368 }],
    ['another workflow than named', run(), { workflow: '.github/workflows/other.yml' }],
    ['another app than the base tells', run({ appSlug: 'stranger' }), { appSlug: 'github-actions' }],
    ['a commit status where a check run is pinned', status('success'), { appId: 15368 }],
    ['a commit status where the base tells the app', status('success'), { appSlug: 'github-actions' }],
  ])('does not believe a success from %s', (_, observation, check) => {
    expect(verdictOf([observation], { check })).toBe('unverified')
  })

  it('tells a check that leaves out drafts from one that was skipped anyway', () => {
    const skipped = [run({ conclusion: 'skipped' })]
    expect(judge(skipped).checks[0]).toMatchObject({ verdict: 'unverified', skippedOnDraft: true })
    const ready = judge(skipped, { pullRequest: { isDraft: false } }).checks[0]
    expect(ready).not.toHaveProperty('skippedOnDraft')
  })

  it('takes the run for a push beside the one for the pull request as no proof, and as a failure when it fails', () => {
    const workflow = { runId: 1, path: 'x', event: 'push', jobConfirmed: true }
    const push = (conclusion: string) => run({ id: 1, workflow, conclusion })
    expect(verdictOf([push('success')])).toBe('pending')
    expect(verdictOf([push('success')], { now: LATE })).toBe('timed-out')
    expect(verdictOf([push('skipped'), run()])).toBe('passed')
    expect(verdictOf([push('failure'), run()])).toBe('failed')
    expect(verdictOf([run({ id: 1, workflow: { ...workflow, jobConfirmed: false } }), run()])).toBe(
      'unverified',
    )
  })

  it('lets the worst of duplicates count, in whatever order they come', () => {
    const conclusions = ['success', 'success', 'failure', 'skipped', 'cancelled', 'timed_out']
    const observations = conclusions.map((conclusion, index) => run({ id: index + 1, conclusion }))
    const expected = JSON.stringify(judge(observations))
    fc.assert(
      fc.property(fc.shuffledSubarray(observations, { minLength: observations.length }), (shuffled) => {
        expect(JSON.stringify(judge(shuffled))).toBe(expected)
      }),
    )
    expect(JSON.parse(expected)).toMatchObject({ checks: [{ verdict: 'failed', checkRunId: 3 }] })
  })

  describe('with a check that fails on the base already', () => {
    const both = { checks: [aCheck('lint'), aCheck('test')], fingerprint: 'f' }
    const judgeBoth = (conclusion: string, red: readonly string[], checks = both) =>
      verify({
        contract: checks,
        pullRequest: aPullRequest('one', 21, {
          observations: [aCheckRun('one', 'lint', { id: 1 }), run({ id: 2, conclusion })],
        }),
        publishedAt: NOW,
        now: NOW,
        redOnBase: red,
      })

    it('neither blames the candidate for it nor counts it', () => {
      const { state, reason, checks } = judgeBoth('failure', ['test'])
      expect({ state, reason }).toEqual({
        state: 'passed',
        reason: '1 of 2 required checks passed; the other one fails on the base too',
      })
      expect(checks[1]).toMatchObject({ check: 'test', redOnBase: true })
    })

    it('V26: is proved by turning it green', () => {
      expect(judgeBoth('success', ['test'])).toMatchObject({
        state: 'passed',
        reason: 'all 2 required checks passed, among them `test`, which fails on the base',
      })
    })

    it('has no proof when all of them stay red', () => {
      expect(judgeBoth('failure', ['test'], { ...both, checks: [aCheck('test')] })).toMatchObject({
        state: 'failed',
        reason: 'no required check could tell: `test` fails on the base and on this patch',
      })
    })

    const base = (observation: Observation, check = {}) =>
      redOnBase({
        contract: { ...contract, checks: [aCheck('test', check)] },
        observations: [observation],
        startedAt: NOW,
      })
    const event = { runId: 1, path: 'x', event: 'push', jobConfirmed: true }

    it('knows it from whom the contract expects, whatever event ran it', () => {
      expect(base(run({ conclusion: 'failure', workflow: event }))).toEqual(['test'])
      expect(base(run({ conclusion: 'success' }))).toEqual([])
      expect(base({ ...status('failure'), createdAt: '2026-05-05T11:00:00Z' } as Observation)).toEqual([
        'test',
      ])
    })

    it.each([
      ['a job token', run({ conclusion: 'failure', workflow: { ...event, jobConfirmed: false } }), {}],
      ['another app', run({ conclusion: 'failure', appSlug: 'stranger' }), { appSlug: 'github-actions' }],
      ['a status set while candidates were written', status('failure'), {}],
    ])('does not believe it from %s', (_, observation, check) => {
      expect(base(observation, check)).toEqual([])
    })
  })

  it('quotes the annotation that tells most', () => {
    const annotations = [
      { level: 'failure', message: 'Process completed with exit code 1.' },
      { level: 'failure', message: '2 of 14 tests failed' },
    ]
    expect(judge([run({ conclusion: 'failure', annotations })]).checks[0]?.detail).toBe(
      '2 of 14 tests failed',
    )
  })
})
