import { describe, expect, it } from 'vitest'
import type { AttemptOutcome } from '../../../src/domain/candidate/attempt.ts'
import type { Observation } from '../../../src/domain/checks/evidence.ts'
import type { CandidateFacts, PullRequestFacts } from '../../../src/domain/run/snapshot.ts'
import type { Speculation } from '../../../src/domain/run/speculation.ts'
import { Settings } from '../../../src/domain/settings.ts'
import { type ScoreInput, score } from '../../../src/stages/score/score.ts'
import { anAttempt, aRunningAttempt } from '../../builders/candidate/attempt.ts'
import { anOutcome } from '../../builders/candidate/outcome.ts'
import { aFile } from '../../builders/candidate/patch.ts'
import { aPullRequest, candidateFacts } from '../../builders/candidate/pull-request.ts'
import { aCheckRun, greenChecks } from '../../builders/checks/check-run.ts'
import { aCheck } from '../../builders/checks/required-check.ts'
import { aSpeculation } from '../../builders/run/speculation.ts'
import { commitOf, NOW } from '../../builders/story.ts'

const IDS = ['one', 'two', 'three']
const pull = (id: string, changes: Partial<PullRequestFacts> = {}) =>
  candidateFacts(id, aPullRequest(id, 21 + IDS.indexOf(id), changes))
const red = (id: string) => [
  aCheckRun(id, 'lint', { id: 1 }),
  aCheckRun(id, 'test', { id: 2, conclusion: 'failure' }),
]

interface Given extends Partial<Omit<ScoreInput, 'speculation'>> {
  readonly known?: Partial<Speculation>
}

function rowsOf({ known = {}, ...given }: Given = {}) {
  const rows = score({
    speculation: aSpeculation(known),
    attempts: IDS.map((id) => anAttempt(id)),
    candidates: IDS.map((id) => pull(id)),
    now: NOW,
    ...given,
  }).rows
  return (id: string) => {
    const row = rows.find(({ candidate }) => candidate === id)
    if (!row) throw new Error(`no row for ${id}`)
    return row
  }
}
const candidatesWith = (facts: CandidateFacts) => IDS.map((id) => (id === facts.candidate ? facts : pull(id)))

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

describe('while checks may still speak', () => {
  const checks = (...hardFail: ('security' | undefined)[]) => ({
    contract: {
      checks: ['lint', 'test'].map((name, at) =>
        aCheck(name, hardFail[at] ? { hardFail: hardFail[at] } : {}),
      ),
      fingerprint: 'f',
    },
  })
  const failing = [aCheckRun('one', 'lint', { id: 1, conclusion: 'failure' })]
  const running = ['lint', 'test'].map((name, id) =>
    aCheckRun('one', name, { id, status: 'in_progress', conclusion: undefined }),
  )

  it.each<[string, Partial<PullRequestFacts>, Partial<Speculation>]>([
    ['a check has failed', { observations: failing }, {}],
    ['a check of a hard-fail category has failed', { observations: failing }, checks('security')],
    ['its base has moved away', { observations: running, mergeable: 'conflicting' }, {}],
  ])('a candidate is waited for although %s', (_, changes, known) => {
    const candidates = candidatesWith(pull('one', changes))
    expect(rowsOf({ candidates, known })('one')).toMatchObject({
      phase: 'verifying',
      result: 'waiting',
      until: '2026-05-05T13:00:00.000Z',
    })
  })

  it('one that is over already is rejected at once, for what keeps it from being pushed alone', () => {
    const files = [aFile('.github/workflows/ci.yml', { insertions: 900 })]
    const attempts = [anAttempt('one', { outcome: anOutcome('one', { files }) })]
    expect(rowsOf({ attempts })('one')).toMatchObject({
      result: 'reject',
      phase: 'judged',
      gates: [{ gate: 'protected path' }],
    })
    expect(rowsOf({ attempts })('one').gates).toHaveLength(1)
  })

  it('the second run of two checks is told with the names of both', () => {
    const workflow = {
      runId: 7,
      path: '.github/workflows/ci.yml',
      event: 'pull_request',
      jobConfirmed: true,
      runAttempt: 1,
    }
    const both = (runEnded: boolean) =>
      ['lint', 'test'].map((name, at) =>
        aCheckRun('one', name, {
          id: at,
          conclusion: 'failure',
          workflow: { ...workflow, jobId: 70 + at, runEnded },
        }),
      )
    const settings = Settings.parse({ verifier: { rerun_failed_once: true } })
    const reasonOf = (runEnded: boolean) =>
      rowsOf({
        candidates: candidatesWith(pull('one', { observations: both(runEnded) })),
        known: { settings },
      })('one').reason
    expect(reasonOf(true)).toBe('rerunning `lint`, `test` once: it failed, which may be a flake')
    expect(reasonOf(false)).toBe('waiting for its workflow run to end, to rerun `lint`, `test` once')
  })

  it('a rerun of another candidate with the same commit says nothing of this one', () => {
    const reruns: Speculation['reruns'] = [
      {
        candidate: 'two',
        check: 'test',
        head: commitOf('one'),
        workflowRunId: 7,
        jobId: 71,
        attempt: 1,
        first: { checkRunId: 2, conclusion: 'failure' },
        askedAt: NOW,
        answer: { kind: 'started' },
      },
    ]
    const candidates = candidatesWith(pull('one', { observations: red('one') }))
    expect(rowsOf({ candidates, known: { reruns } })('one')).toMatchObject({ result: 'reject' })
  })
})

describe('candidates are compared', () => {
  const same = IDS.map((id) => {
    const outcome = anOutcome('one')
    const patch = anOutcome(id)
    if (outcome.kind !== 'patch' || patch.kind !== 'patch') throw new Error('no patch')
    return anAttempt(id, { outcome: { ...patch, measures: outcome.measures } })
  })
  const reported = (given: Given) => {
    const row = rowsOf(given)
    return IDS.map((id) => `${id} ${row(id).result}`)
  }

  const sameAs = (given: Given) => IDS.map((id) => rowsOf(given)(id).sameAs)

  it('V15: when all have been heard: the first of identical patches stands for all', () => {
    expect(sameAs({ attempts: same })).toEqual([undefined, 'one', 'one'])
    expect(reported({ attempts: same })).toEqual(['one hold', 'two hold', 'three hold'])
  })

  it('not before', () => {
    const candidates = candidatesWith(pull('three', { observations: [] }))
    expect(reported({ attempts: same, candidates })).toEqual(['one hold', 'two hold', 'three waiting'])
  })

  it('without those who were rejected for themselves', () => {
    const candidates = candidatesWith(pull('one', { observations: red('one') }))
    expect(sameAs({ attempts: same, candidates })).toEqual([undefined, undefined, 'two'])
    expect(reported({ attempts: same, candidates })).toEqual(['one reject', 'two hold', 'three hold'])
  })
})

describe('what nobody starts any more', () => {
  const spent = {
    settings: Settings.parse({ budget: { speculation: { tokens: 10_000 } } }),
  }
  const words = 'the budget of this run is spent (9,900 tokens; the limit is 10,000 tokens)'
  const used = anAttempt('one', { grant: {}, charged: { seconds: 3, tokens: 9_900 } })
  const interrupted = anAttempt('two', {
    outcome: { kind: 'failure', failure: 'interrupted', detail: '', usage: { seconds: 0 } },
    charged: {},
  })

  it('was not started for the budget, or not again', () => {
    const row = rowsOf({ attempts: [used, interrupted], known: spent })
    expect(row('three')).toMatchObject({
      phase: 'judged',
      result: 'reject',
      unstarted: 'budget',
      gates: [{ gate: 'budget', reason: `was not started: ${words}` }],
      reason: `was not started: ${words}`,
    })
    expect(row('two').reason).toBe(`was not started again: ${words}`)
    expect(row('two')).not.toHaveProperty('unstarted')
  })

  it('is not what has begun: it is waited for', () => {
    const attempts = [
      used,
      aRunningAttempt('two', { charged: {} }),
      aRunningAttempt('three', { status: 'queued', charged: {} }),
    ]
    const row = rowsOf({ attempts, known: spent })
    expect([row('two').reason, row('three').reason]).toEqual([
      '`scripted` is writing its patch',
      'waits for its turn',
    ])
  })

  it('was not needed, before it was started or any more', () => {
    const row = rowsOf({ attempts: [anAttempt('one'), aRunningAttempt('two')], notNeeded: ['two', 'three'] })
    expect(row('two')).toMatchObject({
      phase: 'judged',
      result: 'reject',
      unstarted: 'not-needed',
      reason: 'was not needed any more: another one passed first',
    })
    expect(row('three').reason).toBe('was not needed: another one passed before it was started')
  })

  it('is told of a patch that could not be published in time', () => {
    const late = { candidates: [candidateFacts('one')], now: '2026-05-05T12:30:00.000Z' }
    expect(rowsOf(late)('one').reason).toBe('could not be published within 30 minutes')
  })

  it('are reviews, when the budget is spent: who was not asked abstains', () => {
    const plan = aSpeculation().plan
    const briefs = plan.briefs.map((brief, at) => ({
      ...brief,
      toolchain: ['codex', 'claude', 'gemini'][at] ?? '',
    }))
    const reviews = (budget: object) => ({
      settings: Settings.parse({ budget, speculation: { adversarial_review: { enabled: true } } }),
      plan: { ...plan, briefs },
    })
    const attempts = [used, anAttempt('two'), anAttempt('three')]
    expect(rowsOf({ attempts, known: reviews({ speculation: { tokens: 10_000 } }) })('one')).toMatchObject({
      result: 'hold',
      review: { by: [{ failure: 'budget-spent' }, { failure: 'budget-spent' }] },
    })
    expect(rowsOf({ attempts, known: reviews({}) })('one')).toMatchObject({
      result: 'waiting',
      phase: 'reviewing',
    })
  })
})
