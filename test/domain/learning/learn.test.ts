import { describe, expect, it } from 'vitest'
import type { HumanChoice } from '../../../src/domain/issue/aftermath.ts'
import { Row } from '../../../src/domain/judgement/row.ts'
import { later } from '../../../src/domain/later.ts'
import { learn } from '../../../src/domain/learning/learn.ts'
import { rateOf } from '../../../src/domain/learning/rate.ts'
import { outcomeOf } from '../../../src/domain/learning/run-outcome.ts'
import type { Revert } from '../../../src/domain/run/revert.ts'
import { decide } from '../../../src/stages/decide/decide.ts'
import { score } from '../../../src/stages/score/score.ts'
import { anAttempt } from '../../builders/candidate/attempt.ts'
import { aPullRequest, candidateFacts } from '../../builders/candidate/pull-request.ts'
import { aCheckRun, greenChecks } from '../../builders/checks/check-run.ts'
import { aSpeculation } from '../../builders/run/speculation.ts'
import { NOW } from '../../builders/story.ts'

const IDS = ['one', 'two', 'three']

/** Of three candidates those that are red fail; the first of the others is promoted. */
function aRun(number: number, red: readonly string[], choices: HumanChoice[] = []) {
  const speculation = aSpeculation({ issue: { owner: 'acme', repo: 'payments', number } })
  const failing = (id: string) => [
    ...greenChecks(id),
    aCheckRun(id, 'test', { id: 900, conclusion: 'failure' }),
  ]
  const candidates = IDS.map((id, n) =>
    candidateFacts(
      id,
      aPullRequest(id, 21 + n, { observations: red.includes(id) ? failing(id) : greenChecks(id) }),
    ),
  )
  const attempts = IDS.map((id) => anAttempt(id))
  const { decision, scoreboard } = decide(score({ speculation, attempts, candidates, now: NOW }))
  return { ...speculation, verdict: { decision, scoreboard, decidedAt: NOW }, choices }
}

const merged = (candidate: string, more: Partial<HumanChoice> = {}): HumanChoice => ({
  ...{ kind: 'merged', candidate, actor: 'maya', at: NOW },
  ...more,
})

const aRevert = (candidate: string, more: Partial<Revert> = {}): Revert => ({
  ...{ kind: 'reverted', candidate, commit: 'c'.repeat(40), lines: { undone: 4, of: 4 }, at: NOW },
  ...more,
})

describe('what became of a run', () => {
  const head = aRun(1, []).verdict.scoreboard.rows.find(({ candidate }) => candidate === 'one')?.head
  it.each([
    ['is open', [], { kind: 'open' }],
    ['was merged as it was', [merged('one', { ...(head && { head }) })], { kind: 'merged-unedited' }],
    ['was merged, before heads were kept', [merged('one')], { kind: 'merged-unedited' }],
    ['was edited first', [merged('one', { head: 'f'.repeat(40) })], { kind: 'merged-edited' }],
    ['lost to another one', [merged('two')], { kind: 'other-promoted', candidate: 'two' }],
    ['was closed', [{ ...merged('one'), kind: 'closed' as const }], { kind: 'closed' }],
    [
      'was closed by a bot',
      [{ ...merged('one'), kind: 'closed' as const, isBot: true as const }],
      { kind: 'open' },
    ],
    [
      'was replaced on command',
      [{ ...merged('two'), kind: 'promoted' as const }],
      { kind: 'other-promoted' },
    ],
  ])('its winner %s', (_, choices, outcome) => {
    expect(outcomeOf(aRun(1, [], choices))).toMatchObject(outcome)
  })

  it('tells by how many lines what was merged differs from what was judged, where that is known', () => {
    const edited = (more: Partial<HumanChoice>) =>
      outcomeOf(aRun(1, [], [merged('one', { head: 'f'.repeat(40), ...more })]))
    expect(edited({ edited: 7 })).toEqual({ kind: 'merged-edited', candidate: 'one', lines: 7 })
    expect(edited({})).toEqual({ kind: 'merged-edited', candidate: 'one' })
    // The numbers of lines alone do not say it: two that are written anew leave them as they were.
    expect(edited({ lines: { insertions: 5, deletions: 2 } })).not.toHaveProperty('lines')
  })

  it('is not edited where only the base came into its branch', () => {
    const run = aRun(1, [], [merged('one', { head: 'f'.repeat(40), edited: 0 })])
    expect(outcomeOf(run)).toEqual({ kind: 'merged-unedited', candidate: 'one' })
  })

  it('is reverted, whoever was promoted, until it is put back', () => {
    const reverts = [aRevert('one')]
    expect(outcomeOf({ ...aRun(1, [], [merged('one')]), reverts })).toEqual({
      ...{ kind: 'reverted', candidate: 'one', isPart: false },
    })
    expect(outcomeOf({ ...aRun(1, ['one'], [merged('one')]), reverts })?.kind).toBe('reverted')
    const back = [...reverts, aRevert('one', { kind: 'reapplied' })]
    expect(outcomeOf({ ...aRun(1, [], [merged('one')]), reverts: back })?.kind).toBe('merged-unedited')
    const part = [aRevert('one', { lines: { undone: 1, of: 4 } })]
    expect(outcomeOf({ ...aRun(1, [], [merged('one')]), reverts: part })).toMatchObject({ isPart: true })
  })

  it('is that nobody was promoted, where nobody won', () => {
    expect(outcomeOf(aRun(1, IDS))).toEqual({ kind: 'none' })
  })
})

describe('what runs have taught', () => {
  it('what was reverted was not kept; how often tells only of what was merged long enough ago', () => {
    const runs = [
      { ...aRun(1, [], [merged('one')]), reverts: [aRevert('one')] },
      { ...aRun(2, [], [merged('one')]), reverts: [aRevert('one', { lines: { undone: 1, of: 4 } })] },
      aRun(3, [], [merged('one')]),
    ]
    const told = learn(runs, NOW)
    expect(told.outcomes).toMatchObject({ reverted: 2, 'merged-unedited': 1 })
    expect(told).toMatchObject({ revertedInPart: 1, reverted: { hits: 0, of: 0 } })
    expect(learn(runs, later(NOW, 31 * 24 * 60 * 60_000)).reverted).toMatchObject({ hits: 2, of: 3 })
    const one = told.strategies.find(({ name }) => name === 'one')
    expect(one).toMatchObject({ chosen: { hits: 3, of: 3 }, kept: { hits: 1, of: 3 } })
  })

  it('rates with their counts, and pairs that make up for each other', () => {
    const runs = [
      aRun(1, ['one'], [merged('two')]),
      aRun(2, ['two']),
      aRun(3, ['two', 'three'], [merged('one')]),
    ]
    const { outcomes, strategies, pairs, ...rest } = learn(runs, NOW)
    expect(rest.runs).toBe(3)
    expect(outcomes).toMatchObject({ 'merged-unedited': 2, open: 1 })
    const one = strategies.find(({ name }) => name === 'one')
    expect(one).toMatchObject({
      passed: { hits: 2, of: 3 },
      chosen: { hits: 2, of: 3 },
      kept: { hits: 1, of: 2 },
    })
    expect(pairs.find(({ names }) => names.join() === 'one,two')).toMatchObject({
      names: ['one', 'two'],
      either: { hits: 3, of: 3 },
      better: { hits: 2, of: 3 },
    })
  })

  it('rates by toolchain, by the models that were asked, and by the kind of issue', () => {
    const run = aRun(1, ['two'], [merged('one')])
    const rows = run.verdict.scoreboard.rows.map((row) =>
      Row.parse(row.candidate === 'one' ? { ...row, models: ['large', 'small'] } : row),
    )
    const verdict = { ...run.verdict, scoreboard: { ...run.verdict.scoreboard, rows } }
    const { toolchains, models, kinds } = learn([{ ...run, verdict }], NOW)
    expect(toolchains.map(({ chosen }) => [chosen.hits, chosen.of])).toEqual([[1, 3]])
    expect(models.map(({ name, chosen }) => [name, chosen.hits, chosen.of])).toEqual([
      ['large', 1, 1],
      ['small', 1, 1],
    ])
    expect(kinds.map(({ name }) => name)).toEqual(['green'])
  })

  it('says the same of runs in any order', () => {
    const runs = [aRun(1, ['one'], [merged('two')]), aRun(2, ['two']), aRun(3, [])]
    expect(learn(runs.toReversed(), NOW)).toEqual(learn(runs, NOW))
  })
})

it.each([
  [0, 10, 0, 0.2775],
  [8, 10, 0.4902, 0.9433],
  [10, 10, 0.7225, 1],
  [50, 100, 0.4038, 0.5962],
])("Wilson's interval of %i in %i", (hits, of, low, high) => {
  const rate = rateOf(hits, of)
  expect(rate.low).toBeCloseTo(low, 3)
  expect(rate.high).toBeCloseTo(high, 3)
})
