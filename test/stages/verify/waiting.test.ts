import { describe, expect, it } from 'vitest'
import type { Observation } from '../../../src/domain/checks/evidence.ts'
import type { PullRequestFacts } from '../../../src/domain/forge/forge-facts.ts'
import { verify } from '../../../src/stages/verify/verify.ts'
import { aPullRequest } from '../../builders/candidate/pull-request.ts'
import { aCheckRun } from '../../builders/checks/check-run.ts'
import { aCheck } from '../../builders/checks/required-check.ts'
import { commitOf, NOW } from '../../builders/story.ts'

interface Setup extends Partial<PullRequestFacts> {
  readonly now?: string
  readonly redOnBase?: readonly string[]
}

const THREE = [
  aCheck('lint', { deadlineMinutes: 1 }),
  aCheck('test'),
  aCheck('types', { deadlineMinutes: 30 }),
]

function verified(observations: readonly Observation[], setup: Setup = {}, checks = THREE) {
  const { now = NOW, redOnBase, ...pull } = setup
  const pullRequest = aPullRequest('one', 21, { observations, ...pull })
  return verify({ contract: { checks, fingerprint: 'f' }, pullRequest, publishedAt: NOW, now, redOnBase })
}

const reported = (...args: Parameters<typeof verified>) =>
  verified(...args).checks.map(({ check, verdict, reason }) => `${check} ${verdict}: ${reason}`)

const running = aCheckRun('one', 'test', { status: 'in_progress', url: 'https://ci.test/3' })
const ended = (conclusion: string, id = 1) => aCheckRun('one', 'test', { conclusion, id })

describe('waiting for checks', () => {
  it('names every check that is waited for, until the last deadline of all', () => {
    const { state, reason, until } = verified([])
    expect({ state, reason, until }).toEqual({
      state: 'pending',
      reason: 'waiting for `lint`, `test`, `types`',
      until: '2026-05-05T13:00:00.000Z',
    })
  })

  it('says of each why', () => {
    expect(reported([running])).toEqual([
      'lint pending: has not started',
      'test pending: is still running',
      'types pending: has not started',
    ])
  })

  it('ends at the deadline of each, from that very moment on, and keeps what is known', () => {
    expect(reported([running], { now: '2026-05-05T12:00:59.999Z' })[0]).toBe('lint pending: has not started')
    expect(reported([running], { now: '2026-05-05T12:01:00.000Z' })[0]).toMatch(/^lint timed-out/)
    expect(verified([running], { now: '2026-05-05T13:00:00.000Z' }).checks).toMatchObject([
      { verdict: 'timed-out', reason: 'gave no final answer within 1 minute' },
      { verdict: 'timed-out', reason: 'gave no final answer within 60 minutes', url: 'https://ci.test/3' },
      { verdict: 'timed-out', reason: 'gave no final answer within 30 minutes' },
    ])
  })

  it.each<[string, Partial<PullRequestFacts>]>([
    ['the branch conflicts with its base', { mergeable: 'conflicting' }],
    ['the pull request is closed', { state: 'closed' }],
  ])('is spared for what can never start, because %s', (why, pull) => {
    expect(reported([running], pull)).toEqual([
      `lint unverified: never ran: ${why}`,
      'test pending: is still running',
      `types unverified: never ran: ${why}`,
    ])
  })

  it('goes on while GitHub does not know whether the branch conflicts', () => {
    expect(reported([], { mergeable: 'unknown' })[0]).toBe('lint pending: has not started')
  })

  it('V26: waits for what fails on the base already, which may turn green', () => {
    const green = ['lint', 'types'].map((name, id) => aCheckRun('one', name, { id }))
    expect(verified(green, { redOnBase: ['test'] })).toMatchObject({ state: 'pending' })
    const red = aCheckRun('one', 'test', { id: 9, conclusion: 'failure' })
    expect(verified([...green, red], { redOnBase: ['test'] })).toMatchObject({
      state: 'passed',
      reason: '2 of 3 required checks passed; the other one fails on the base too',
    })
  })

  it('is over with the first check that did not pass', () => {
    const cancelled = [aCheckRun('one', 'lint'), aCheckRun('one', 'types'), ended('cancelled')]
    const { checks: _, ...verification } = verified(cancelled)
    expect(verification).toEqual({ state: 'failed', reason: '`test` was cancelled before it ended' })
  })
})

describe('an answer in part', () => {
  const unknown = 'is unknown: GitHub answered only in part'
  const part = (observation: Observation) =>
    verified([observation], { observationsComplete: false }, [aCheck('test')]).checks[0]

  it.each(['success', 'skipped', 'cancelled'])(
    'is none when it says %s, and keeps what is known',
    (conclusion) => {
      expect(part(ended(conclusion, 5))).toMatchObject({ verdict: 'pending', reason: unknown, checkRunId: 5 })
    },
  )

  it.each([
    ['failure', 'failed'],
    ['timed_out', 'timed-out'],
  ])('counts when it says %s, because what is missing cannot have made it worse', (conclusion, verdict) => {
    expect(part(ended(conclusion))).toMatchObject({ verdict })
  })
})

describe('several answers of one name', () => {
  const judged = (observations: readonly Observation[]) =>
    verified(observations, {}, [aCheck('test')]).checks[0]
  const status = (overrides: Partial<Extract<Observation, { kind: 'status' }>>): Observation => ({
    kind: 'status',
    context: 'test',
    headSha: commitOf('one'),
    state: 'failure',
    ...overrides,
  })

  it.each([
    ['failed', ended('failure', 9), ended('timed_out', 8)],
    ['timed-out', ended('timed_out', 8), ended('cancelled', 7)],
    ['unverified', ended('cancelled', 7), aCheckRun('one', 'test', { status: 'queued', id: 6 })],
    ['pending', aCheckRun('one', 'test', { status: 'queued', id: 6 }), ended('success', 5)],
  ])('count as the worst of them, %s', (verdict, worse, better) => {
    expect(judged([worse, better])?.verdict).toBe(verdict)
    expect(judged([better, worse])?.verdict).toBe(verdict)
  })

  it('that are equally bad are told by the first of them, in whatever order they are read', () => {
    const two = [ended('failure', 11), ended('failure', 3)]
    expect([two, two.toReversed()].map((some) => judged(some)?.checkRunId)).toEqual([3, 3])
    const statuses = ['b', 'a'].map((description) => status({ description }))
    expect([statuses, statuses.toReversed()].map((some) => judged(some)?.detail)).toEqual(['a', 'a'])
  })

  it('are those on this head, with this name', () => {
    for (const other of [status({ headSha: 'c'.repeat(40) }), status({ context: 'docs' })])
      expect(judged([other, ended('success')])?.verdict).toBe('passed')
  })
})

describe('a check of a category', () => {
  it('keeps it in its verdict, and others have none', () => {
    const [security, plain] = verified([], {}, [aCheck('a', { hardFail: 'security' }), aCheck('b')]).checks
    expect(security?.hardFail).toBe('security')
    expect(plain).toEqual({ check: 'b', verdict: 'pending', reason: 'has not started' })
  })
})
