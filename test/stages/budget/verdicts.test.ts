import { describe, expect, it } from 'vitest'
import type { Attempt } from '../../../src/domain/candidate/attempt.ts'
import type { CandidateFacts } from '../../../src/domain/forge/forge-facts.ts'
import { Settings } from '../../../src/domain/settings.ts'
import { generate } from '../../../src/stages/generate.ts'
import { judge } from '../../../src/stages/judge.ts'
import { replay } from '../../../src/stages/replay.ts'
import { anAttempt, aRunningAttempt } from '../../builders/candidate/attempt.ts'
import { anOutcome } from '../../builders/candidate/outcome.ts'
import { aPullRequest, candidateFacts } from '../../builders/candidate/pull-request.ts'
import { aCheckRun, greenChecks } from '../../builders/checks/check-run.ts'
import { conclusionOf, logOf } from '../../builders/run/judged-run.ts'
import { aSnapshot } from '../../builders/run/snapshot.ts'
import { aSpeculation } from '../../builders/run/speculation.ts'
import { NOW } from '../../builders/story.ts'

const green = (id: string, number = 21) => candidateFacts(id, aPullRequest(id, number))
const red = (id: string, number = 21) =>
  candidateFacts(
    id,
    aPullRequest(id, number, {
      observations: [...greenChecks(id), aCheckRun(id, 'test', { id: 900 + number, conclusion: 'failure' })],
    }),
  )
const pending = (id: string, number = 21) =>
  candidateFacts(id, aPullRequest(id, number, { observations: [] }))
const spent = (id: string, tokens: number) => anAttempt(id, { grant: {}, charged: { seconds: 3, tokens } })
const running = (id: string) => aRunningAttempt(id, { grant: {}, charged: {} })

const judged = (settings: object, attempts: readonly Attempt[], candidates: readonly CandidateFacts[]) => {
  const speculation = aSpeculation({ settings: Settings.parse(settings) })
  const input = { speculation, attempts, candidates, now: NOW }
  const { decision, scoreboard } = judge(input)
  const rows = scoreboard.rows.map(({ candidate, result, unstarted }) => [candidate, result, unstarted])
  const starts = generate(input, scoreboard.rows).map((step) =>
    'candidate' in step ? step.candidate : step.do,
  )
  return { decision, scoreboard, rows, starts }
}

describe('a run whose budget is spent', () => {
  const budget = { budget: { speculation: { tokens: 10_000 } } }

  it('promotes among those that are there, and shows who never started and why', () => {
    const { decision, scoreboard, starts } = judged(budget, [spent('one', 9_900)], [green('one')])
    expect(decision).toMatchObject({ kind: 'promote', candidate: 'one' })
    expect(scoreboard.rows[1]).toMatchObject({
      candidate: 'two',
      result: 'reject',
      unstarted: 'budget',
      gates: [{ gate: 'budget' }],
      reason: 'was not started: the budget of this run is spent (9,900 tokens; the limit is 10,000 tokens)',
    })
    expect(scoreboard.spent).toEqual({ seconds: 3, tokens: 9_900 })
    expect(starts).toEqual([])
  })

  it('escalates when nobody can win any more', () => {
    expect(judged(budget, [spent('one', 9_900)], [red('one')]).decision).toEqual({
      kind: 'escalate',
      cause: 'budget-spent',
      reason:
        'None of the 3 candidates passed every gate (a gate is a rule that rejects before any score). `two` was not started: the budget of this run is spent (9,900 tokens; the limit is 10,000 tokens), and 1 more ended with the budget.',
    })
  })

  it('escalates for the budget too when that is why too few can be compared', () => {
    const least = { ...budget, speculation: { min_comparable: 2 } }
    expect(judged(least, [spent('one', 9_900)], [green('one')]).decision).toMatchObject({
      kind: 'escalate',
      cause: 'budget-spent',
      reason: expect.stringMatching(
        /^Only 1 of 3 candidates could be compared; at least 2 are required\. `two` was not started/,
      ),
    })
  })

  it('escalates for the budget when the gateway has refused every agent', () => {
    const refused = ['one', 'two', 'three'].map((id) =>
      anAttempt(id, {
        outcome: {
          kind: 'failure',
          failure: 'budget-spent',
          detail: 'no tokens left',
          usage: { seconds: 1 },
        },
      }),
    )
    expect(judged({}, refused, []).decision).toMatchObject({ kind: 'escalate', cause: 'budget-spent' })
  })

  it('adds up what all attempts of a candidate have used', () => {
    const interrupted = anAttempt('one', {
      outcome: { kind: 'failure', failure: 'interrupted', detail: '', usage: { seconds: 0, unknown: true } },
      grant: {},
      charged: { seconds: 40, tokens: 3_000, usd: 0.5 },
    })
    const again = { ...spent('one', 2_000), number: 2 }
    const { scoreboard } = judged({}, [interrupted, again, anAttempt('two')], [green('one')])
    expect(scoreboard.rows.find(({ candidate }) => candidate === 'one')).toMatchObject({
      seconds: 43,
      tokens: 5_000,
      usd: 0.5,
    })
    expect(scoreboard.spent).toEqual({ seconds: 46, tokens: 5_000, usd: 0.5 })
  })

  it('waits for those that are there, before it says anything', () => {
    expect(judged(budget, [spent('one', 9_900)], [pending('one')]).decision.kind).toBe('wait')
  })

  it('publishes nothing more once its CI minutes are used', () => {
    const job = aCheckRun('one', 'e2e', {
      id: 500,
      startedAt: '2026-05-05T11:00:00Z',
      completedAt: '2026-05-05T11:30:00Z',
    })
    const first = aPullRequest('one', 21, { observations: [...greenChecks('one'), job] })
    const { rows, scoreboard } = judged(
      { budget: { speculation: { ci_minutes: 30 } } },
      [spent('one', 1), spent('two', 1)],
      [candidateFacts('one', first), candidateFacts('two')],
    )
    expect(rows).toEqual([
      ['one', 'promote', undefined],
      ['three', 'reject', 'budget'],
      ['two', 'reject', undefined],
    ])
    expect(scoreboard.rows[2]?.reason).toBe(
      'was not published: the budget of this run is spent (30 min 0 s of CI time; the limit is 30 min 0 s of CI time)',
    )
  })
})

describe('sequential mode', () => {
  const sequential = { speculation: { sequential: true } }

  it('starts one candidate, and nobody else while it is written or checked', () => {
    expect(judged(sequential, [], []).starts).toEqual(['one'])
    expect(judged(sequential, [running('one')], []).starts).toEqual([])
    expect(judged(sequential, [anAttempt('one')], [pending('one')]).starts).toEqual([])
  })

  it('promotes the first one that passes; the others were not needed', () => {
    const { decision, rows } = judged(sequential, [anAttempt('one')], [green('one')])
    expect(decision).toMatchObject({
      kind: 'promote',
      candidate: 'one',
      reason: expect.stringContaining('in sequential mode no other candidate is started after it'),
    })
    expect(rows).toEqual([
      ['one', 'promote', undefined],
      ['two', 'reject', 'not-needed'],
      ['three', 'reject', 'not-needed'],
    ])
  })

  it('adds the next one when the first has failed, and asks a human after the last', () => {
    const first = judged(sequential, [anAttempt('one')], [red('one')])
    expect([first.decision.kind, first.starts]).toEqual(['wait', ['two']])
    const all = ['one', 'two', 'three']
    const last = judged(
      sequential,
      all.map((id) => anAttempt(id)),
      all.map((id, index) => red(id, 21 + index)),
    )
    expect(last.decision).toMatchObject({ kind: 'escalate', cause: 'nobody-passed' })
  })

  it('adds the next one when the first has passed below the threshold', () => {
    const strict = { speculation: { sequential: true, vote_threshold: 0.99 } }
    const { decision, starts } = judged(
      strict,
      [anAttempt('one', { outcome: anOutcome('one', { confidence: 0.4 }) })],
      [green('one')],
    )
    expect([decision.kind, starts]).toEqual(['wait', ['two']])
  })

  it('goes on until as many could be compared as the settings ask for', () => {
    const two = { speculation: { sequential: true, min_comparable: 2 } }
    const one = judged(two, [anAttempt('one')], [green('one')])
    expect([one.decision.kind, one.starts]).toEqual(['wait', ['two']])
    const both = judged(two, [anAttempt('one'), anAttempt('two')], [green('one'), green('two', 22)])
    expect(both.decision).toMatchObject({ kind: 'promote' })
    expect(both.rows.at(-1)).toEqual(['three', 'reject', 'not-needed'])
  })

  it('ends what is still being written when one passes after all, and waits for what is being checked', () => {
    const attempts = [anAttempt('one'), running('two')]
    const { decision, rows, scoreboard } = judged(sequential, attempts, [green('one')])
    expect(decision).toMatchObject({ kind: 'promote', candidate: 'one' })
    expect(rows.slice(1)).toEqual([
      ['two', 'reject', 'not-needed'],
      ['three', 'reject', 'not-needed'],
    ])
    expect(scoreboard.rows.find(({ candidate }) => candidate === 'two')?.reason).toBe(
      'was not needed any more: another one passed first',
    )
    const written = [anAttempt('one'), anAttempt('two')]
    expect(judged(sequential, written, [green('one'), pending('two', 22)]).decision.kind).toBe('wait')
  })
})

describe('the log', () => {
  it.each([
    ['a spent budget', { budget: { repository_day: { tokens: 20_000 } } }],
    ['sequential mode', { speculation: { sequential: true } }],
  ])('gives the same verdict again for %s', (_, settings) => {
    const snapshot = aSnapshot({
      speculation: aSpeculation({ settings: Settings.parse(settings), ci: { '2026-05-05': 61.5 } }),
      attempts: [spent('one', 9_900)],
      candidates: [green('one'), candidateFacts('two'), candidateFacts('three')],
      othersToday: { spent: { tokens: 9_800, usd: 0.1 }, reserved: {} },
    })
    const concluded = conclusionOf(snapshot)
    expect(concluded?.verdict.scoreboard.rows.filter(({ unstarted }) => unstarted)).toHaveLength(2)
    expect(concluded && replay(logOf(concluded))).toMatchObject({ kind: 'replayed', differences: [] })
  })
})
