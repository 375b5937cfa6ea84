import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CandidateEvidence } from '../../../src/domain/judgement/candidate-evidence.ts'
import { PolicyName } from '../../../src/domain/settings/policy-settings.ts'
import type { Settings } from '../../../src/domain/settings.ts'
import { scoreEvidence } from '../../../src/stages/policies/score-evidence.ts'
import { scoreByVote } from '../../../src/stages/policies/vote.ts'
import { propertyRuns } from '../../property-runs.ts'
import { anEvidence, anyCandidates, DEFAULTS } from './evidence.ts'

const POLICIES = PolicyName.options
const settings = (name: PolicyName): Settings => ({ ...DEFAULTS, policy: { ...DEFAULTS.policy, name } })
const judge = (candidates: readonly CandidateEvidence[], policy: PolicyName = 'vote') =>
  scoreEvidence({ version: 1, fingerprint: 'f', candidates: [...candidates] }, settings(policy))
const order = (candidates: readonly CandidateEvidence[], policy: PolicyName = 'vote') =>
  judge(candidates, policy).scoreboard.rows.map(({ candidate }) => candidate)
const reported = (candidates: readonly CandidateEvidence[], id = 'one') =>
  scoreByVote(candidates, DEFAULTS.policy.vote)
    .find((one) => one.id === id)
    ?.parts.map(({ name, explanation }) => `${name}: ${explanation}`)
const passing = anyCandidates.map((all) =>
  all.map((one) => ({ ...one, tests_pass: true, lint_pass: true, confidence: null })),
)

describe('a vote on what could be earned', () => {
  it('V14: a lone right patch is promoted although nobody reported a confidence', () => {
    const lone = anEvidence({ insertions: 4, deletions: 1 })
    const rival = anEvidence({ id: 'two', tests_pass: false })
    const { decision, scoreboard } = judge([lone, rival])
    expect(decision).toMatchObject({ kind: 'promote', candidate: 'one' })
    expect(scoreboard.rows[0]?.score).toBeCloseTo(100, 9)
    expect(reported([lone, rival])).toEqual([
      'verification: every required check passed',
      'confidence: nobody reported one, not counted',
      'diff size: nobody to compare with, not counted',
      'risk: low risk',
      'review: nobody was asked for one, not counted',
    ])
  })

  it('V14: is the literal arithmetic of the seed under `zero`, in which the same patch scores 65', () => {
    const [scored] = scoreByVote([anEvidence()], { ...DEFAULTS.policy.vote, unearned: 'zero' })
    expect(scored?.score).toBe(65)
  })

  it('V14: two of one size lose nothing for it', () => {
    const all = [anEvidence(), anEvidence({ id: 'two' })]
    expect(reported(all)).toContain('diff size: all are of the same size, not counted')
    expect(judge(all).decision).toMatchObject({ kind: 'promote', candidate: 'one' })
  })

  it('V14: two of one size beside tests and comments are not said to be alike in all that is shown', () => {
    const tested = anEvidence({ id: 'two' })
    const all = [anEvidence(), { ...tested, insertions: tested.insertions + 5, test_insertions: 5 }]
    expect(reported(all)).toContain(
      'diff size: without tests and comments all are of the same size, not counted',
    )
  })

  it('counts verification alone where nothing else has a weight', () => {
    const only = { ...DEFAULTS.policy.vote, verification: 0, risk: 0, diff_size: 0 }
    expect(scoreByVote([anEvidence()], only)[0]?.score).toBe(100)
  })

  it('V14: confidence never decides between two candidates whose other evidence is equal', () => {
    const humble = anEvidence({ id: 'z', tag: 'primary', confidence: 0.3 })
    const bold = anEvidence({ id: 'a', tag: 'alt1', confidence: 1 })
    expect(order([bold, humble])).toEqual(['z', 'a'])
    expect(judge([bold, humble]).scoreboard.rows[1]?.reason).toContain(
      'nothing that counts tells the two apart: the one planned first is taken',
    )
    expect(reported([bold, humble], 'a')).toContain(
      'confidence: 1 as reported by the agent itself, counted as 0.65 for all alike: nobody ranks by their own word',
    )
  })

  it('V14: no word about oneself, and no silence, changes the order of a vote', () => {
    const words = fc.array(fc.option(fc.integer({ min: 30, max: 100 }).map((one) => one / 100)), {
      minLength: 5,
      maxLength: 5,
    })
    fc.assert(
      fc.property(passing, words, (all, said) => {
        const before = order(all)
        const after = order(all.map((one, at) => ({ ...one, confidence: said[at] ?? null })))
        return before.join() === after.join()
      }),
      propertyRuns(500),
    )
  })

  it('has one scale for all: the parts of each add up to its score, and the most of each part is the same', () => {
    fc.assert(
      fc.property(passing, (all) => {
        const scored = scoreByVote(all, DEFAULTS.policy.vote)
        const mosts = scored.map(({ parts }) => parts.map(({ outOf }) => outOf).join())
        const sums = scored.every(
          ({ parts, score = -1 }) =>
            Math.abs(parts.reduce((sum, { points }) => sum + points, 0) - score) < 1e-9 &&
            score <= 100 + 1e-9 &&
            Math.abs(parts.reduce((sum, { outOf }) => sum + outOf, 0) - 100) < 1e-9,
        )
        return sums && new Set(mosts).size === 1
      }),
      propertyRuns(500),
    )
  })
})

describe.each(POLICIES)('tests under %s', (policy) => {
  it('V34: the right patch with its test goes before the same patch without', () => {
    const without = anEvidence({ id: 'a', tag: 'primary', insertions: 1, deletions: 1, complexity_delta: 0 })
    const with_ = {
      ...without,
      id: 'b',
      tag: 'alt1',
      insertions: 9,
      test_insertions: 8,
      tests_added: 1,
      test_runtime_seconds: 9,
    }
    const { decision, scoreboard } = judge([{ ...without, test_runtime_seconds: 3 }, with_], policy)
    expect(decision).toMatchObject({ kind: 'promote', candidate: 'b' })
    expect(scoreboard.rows[0]?.parts.map((part) => part.explanation).join()).toContain(
      policy === 'vote' ? 'all are of the same size' : '(not counted: 8 in tests)',
    )
  })

  it('V34: adding tests never lowers a rank', () => {
    fc.assert(
      fc.property(passing, fc.nat(100), (all, lines) => {
        const before = order(all, policy).indexOf('a')
        const tested = all.map((one) =>
          one.id === 'a'
            ? { ...one, insertions: one.insertions + lines, test_insertions: lines, tests_added: 1 }
            : one,
        )
        const limit = tested.some((one) => one.insertions + one.deletions > 500)
        return limit || order(tested, policy).indexOf('a') <= before
      }),
      propertyRuns(500),
    )
  })

  it('V26, V29: proof and stated risk go before any score', () => {
    const small = anEvidence({ id: 'small', insertions: 1, deletions: 0, complexity_delta: 0 })
    const large = { ...small, id: 'large', insertions: 40, complexity_delta: 3 }
    const third = { ...large, id: 'third', insertions: 300 }
    expect(order([small, { ...large, turns_green: 1 }, third], policy)[0]).toBe('large')
    const { scoreboard } = judge([{ ...small, changes_expectations: true }, large, third], policy)
    expect(scoreboard.rows.map(({ candidate }) => candidate)).toEqual(['large', 'third', 'small'])
    expect(scoreboard.rows[2]?.reason).toBe(
      'passes every check, but `large` passes the existing tests as they are; that counts before any score',
    )
    const all = [small, large, third].map((one) => ({ ...one, changes_expectations: true }))
    expect(order(all, policy)[0]).toBe('small')
  })

  it('V15: identical patches are one candidate, and their agreement goes before size', () => {
    const same = ['a', 'b', 'c'].map((id, at) =>
      anEvidence({ id, tag: at === 0 ? 'primary' : `alt${at}`, patch_id: 'p', complexity_delta: 0 }),
    )
    const { decision, scoreboard } = judge(same, policy)
    expect(decision).toMatchObject({ kind: 'promote', candidate: 'a' })
    expect(decision.reason).toContain('three agents wrote this same patch')
    expect(scoreboard.rows.map(({ result, reason }) => [result, reason]).slice(1)).toEqual([
      ['hold', 'has the same patch as `a`; its result stands for both'],
      ['hold', 'has the same patch as `a`; its result stands for both'],
    ])
    const failing = same.map((one) => (one.id === 'a' ? { ...one, tests_pass: false } : one))
    expect(judge(failing, policy).decision).toMatchObject({ kind: 'promote', candidate: 'b' })
  })

  it.each([
    ['too many lines', { insertions: 5_000 }, 'diff size'],
    ['too little confidence', { confidence: 0.1 }, 'confidence'],
  ])('V16: rejects %s as a run does', (_, evidence, gate) => {
    const { decision, scoreboard } = judge([anEvidence(evidence), anEvidence({ id: 'two' })], policy)
    expect(scoreboard.rows[1]).toMatchObject({ candidate: 'one', result: 'reject', gates: [{ gate }] })
    expect(decision).toMatchObject({ candidate: 'two' })
  })

  it('V16: asks for the approvals that are configured, and leaves disagreement to a human where that is', () => {
    const { speculation } = DEFAULTS
    const reviewing = (on_disagreement: 'vote' | 'escalate'): Settings => ({
      ...settings(policy),
      speculation: {
        ...speculation,
        adversarial_review: { enabled: true, required_approvals: 1, on_disagreement },
      },
    })
    const verdict = (reviews: CandidateEvidence['reviews'], how: 'vote' | 'escalate' = 'vote') =>
      scoreEvidence(
        { version: 1, fingerprint: 'f', candidates: [anEvidence(reviews ? { reviews } : {})] },
        reviewing(how),
      ).decision
    const approve = { by: 'claude', verdict: 'approve' as const }
    const changes = { by: 'codex', verdict: 'request_changes' as const }
    expect(verdict(undefined)).toMatchObject({ kind: 'escalate', cause: 'not-approved' })
    expect(verdict([changes])).toMatchObject({ kind: 'escalate', cause: 'not-approved' })
    expect(verdict([approve])).toMatchObject({ kind: 'promote' })
    expect(verdict([approve, changes])).toMatchObject({ kind: 'promote' })
    expect(verdict([approve, changes], 'escalate')).toMatchObject({ kind: 'escalate', cause: 'not-approved' })
  })
})
