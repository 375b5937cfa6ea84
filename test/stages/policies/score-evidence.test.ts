import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CandidateEvidence } from '../../../src/domain/judgement/candidate-evidence.ts'
import { PolicyName } from '../../../src/domain/settings/policy-settings.ts'
import type { Settings } from '../../../src/domain/settings.ts'
import { applyPolicy } from '../../../src/stages/policies/apply-policy.ts'
import { pickBestRationale } from '../../../src/stages/policies/pick-best-rationale.ts'
import { scoreEvidence } from '../../../src/stages/policies/score-evidence.ts'
import { propertyRuns } from '../../property-runs.ts'
import { anEvidence, anyCandidates, LITERAL } from './evidence.ts'

const POLICIES = PolicyName.options
const settings = (name: PolicyName): Settings => ({ ...LITERAL, policy: { ...LITERAL.policy, name } })
const judge = (candidates: readonly CandidateEvidence[], policy: PolicyName) =>
  scoreEvidence({ version: 1, fingerprint: 'f', candidates: [...candidates] }, settings(policy))

describe.each(POLICIES)('a verdict by %s', (policy) => {
  it('never ranks a failing candidate above a passing one, and never promotes one', () => {
    fc.assert(
      fc.property(anyCandidates, (all) => {
        const { rows } = judge(all, policy).scoreboard
        const passed = rows.map((row) => row.tests === 'pass' && row.result !== 'reject')
        return passed.lastIndexOf(true) <= (passed.includes(false) ? passed.indexOf(false) : passed.length)
      }),
      propertyRuns(500),
    )
  })

  it('never raises a score when evidence of a failure is added', () => {
    const failures: readonly Partial<CandidateEvidence>[] = [
      { tests_pass: false },
      { lint_pass: false },
      { checks: [{ name: 'test', verdict: 'failed', kind: 'tests' }] },
      { checks: [{ name: 'test', verdict: 'unverified', kind: 'tests' }] },
      { gates: [{ gate: 'security', reason: 'adds a secret' }] },
      { review: 'request_changes' },
      { risk: 'critical' },
    ]
    fc.assert(
      fc.property(anyCandidates, fc.constantFrom(...failures), (all, failure) => {
        const scores = (given: readonly CandidateEvidence[]) =>
          new Map(judge(given, policy).scoreboard.rows.map((row) => [row.candidate, row.score ?? 0]))
        const before = scores(all)
        const after = scores(all.map((one, index) => (index === 0 ? { ...one, ...failure } : one)))
        return all.every(({ id }) => (after.get(id) ?? 0) <= (before.get(id) ?? 0) + 1e-9)
      }),
      propertyRuns(500),
    )
  })

  it('does not depend on the order of the candidates', () => {
    const shuffled = anyCandidates.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray([...all], { minLength: all.length })),
    )
    fc.assert(
      fc.property(shuffled, ([all, other]) => {
        const [one, two] = [judge(all, policy), judge(other, policy)]
        return (
          JSON.stringify(one) === JSON.stringify(two) && pickBestRationale(one) === pickBestRationale(two)
        )
      }),
      propertyRuns(500),
    )
  })

  it('A11: names every candidate in its rationale', () => {
    fc.assert(
      fc.property(anyCandidates, (all) => {
        const rationale = pickBestRationale(judge(all, policy))
        return all.every(({ id }) => rationale.includes(`\n- ${id}: `) || rationale.includes(`: ${id} (`))
      }),
      propertyRuns(500),
    )
  })

  it('A13: gives a tie to the smaller diff, never to the bigger one, then to the one planned first', () => {
    const big = anEvidence({ id: 'a-big', tag: 'primary', confidence: 1, insertions: 10, deletions: 50 })
    const small = { ...big, id: 'b-small', tag: 'alt1', deletions: 49 }
    expect(judge([big, small], policy).scoreboard.rows[0]?.candidate).toBe('b-small')
    const { scoreboard } = judge(
      [
        { ...big, id: 'z', tag: 'primary' },
        { ...big, id: 'a', tag: 'alt1' },
      ],
      policy,
    )
    expect(scoreboard.rows.map((row) => row.candidate)).toEqual(['z', 'a'])
    expect(scoreboard.rows[1]?.reason).toContain(
      'nothing that counts tells the two apart: the one planned first is taken',
    )
  })
})

/** How the seeds pick: the highest score of all, if it reaches the threshold. */
const SEED_THRESHOLDS = { vote: 70, scorecard: 82, lexicographic: Number.NEGATIVE_INFINITY }

describe.each(['vote', 'scorecard', 'lexicographic'] as const)('the winner by %s', (policy) => {
  it('C3: is the one that the seed would select, on 2,000 generated rounds of candidates that pass', () => {
    const passing = anyCandidates.map((all) =>
      all.map((one) => ({
        ...one,
        tests_pass: true,
        lint_pass: true,
        // Its `auto_reject` comes first.
        confidence: one.confidence === null ? null : Math.max(0.3, one.confidence),
      })),
    )
    fc.assert(
      fc.property(passing, (all) => {
        const scored = applyPolicy(all, settings(policy))
        const best = scored.toSorted((a, b) => compare(b.key, a.key))[0]
        const reached = best && (best.score ?? 0) >= SEED_THRESHOLDS[policy] - 1e-9
        const { decision } = judge(all, policy)
        if (!reached) return decision.kind === 'escalate' && decision.cause === 'below-threshold'
        const winner = scored.find(({ id }) => decision.kind === 'promote' && id === decision.candidate)
        return winner !== undefined && Math.abs(compare(winner.key, best.key)) < 1e-9
      }),
      propertyRuns(2_000),
    )
  })
})

/** Python's order of tuples, as the difference of the first elements that differ. */
function compare(a: readonly number[], b: readonly number[]): number {
  const index = a.findIndex((element, at) => element !== b[at])
  return index === -1 ? 0 : (a[index] ?? 0) - (b[index] ?? 0)
}

describe('a verdict on evidence', () => {
  it('comes out as the example of the scorecard seed', () => {
    const { scoreboard } = judge(
      [
        anEvidence({ id: 'fix-c', tests_pass: false, insertions: 21, deletions: 0, p95_latency_ms: -2 }),
        anEvidence({ id: 'fix-b', risk: 'medium', insertions: 67, deletions: 0, p95_latency_ms: 1 }),
        anEvidence({ id: 'fix-a', insertions: 42, deletions: 0, p95_latency_ms: 4 }),
      ],
      'scorecard',
    )
    expect(
      scoreboard.rows.map((row) => [row.candidate, row.result, Math.floor((row.score ?? 0) + 1e-9)]),
    ).toEqual([
      ['fix-a', 'promote', 91],
      ['fix-b', 'hold', 79],
      ['fix-c', 'reject', 0],
    ])
  })

  it('B8: comes out as the empirical baseline of the lexicographic seed, word for word', () => {
    const candidate = (id: string, complexity_delta: number, insertions: number) =>
      anEvidence({ id, complexity_delta, insertions, deletions: 0 })
    const decided = judge(
      [
        candidate('minimal-change', 1, 2),
        candidate('pattern-extraction', 4, 10),
        candidate('refactor-heavy', 5, 12),
      ],
      'lexicographic',
    )
    expect(decided.decision).toMatchObject({ kind: 'promote', candidate: 'minimal-change' })
    expect(
      pickBestRationale(decided),
    ).toBe(`Selected: minimal-change (tests_pass=True, complexity_delta=1, lines_added=2).
Discarded candidates:
- refactor-heavy: tests_passed, complexity_delta=5, lines_added=12.
- pattern-extraction: tests_passed, complexity_delta=4, lines_added=10.`)
  })

  it.each([
    ['vote', { confidence: 0.4 }, 'scores 63.0 of 100; 70.0 are needed'],
    ['scorecard', { risk: 'high', insertions: 40 }, 'scores 75.0 of 100; 82.0 are needed'],
  ] satisfies [PolicyName, Partial<CandidateEvidence>, string][])(
    'asks a human below the threshold of %s',
    (policy, evidence, said) => {
      const { decision } = judge([anEvidence(evidence), anEvidence({ ...evidence, id: 'two' })], policy)
      expect(decision).toMatchObject({ kind: 'escalate', cause: 'below-threshold' })
      expect(decision.reason).toContain(said)
    },
  )

  it('has one of the same patch stand for all: by checks turned green, an added test, size, plan, and name', () => {
    const bestFirst = [
      anEvidence({ id: 'h', turns_green: 2, insertions: 90 }),
      anEvidence({ id: 'g', turns_green: 1, insertions: 90 }),
      anEvidence({ id: 'f', tests_added: 1, insertions: 80 }),
      anEvidence({ id: 'e', insertions: 60, test_insertions: 30, word_insertions: 25 }),
      anEvidence({ id: 'd', tag: 'primary' }),
      anEvidence({ id: 'c', tag: 'alt2' }),
      anEvidence({ id: 'a', tag: 'alt10' }),
      anEvidence({ id: 'b' }),
      anEvidence({ id: 'i' }),
    ].map((one) => ({ ...one, patch_id: 'p' }))
    for (const at of bestFirst.keys()) {
      const { scoreboard } = judge(bestFirst.slice(at).toReversed(), 'vote')
      const [first, ...others] = bestFirst.slice(at).map(({ id }) => id)
      const stands = scoreboard.rows.filter(({ sameAs }) => sameAs === undefined)
      expect(stands.map(({ candidate, agreement = [] }) => [candidate, agreement])).toEqual([[first, others]])
    }
  })

  it('has no threshold where the policy only ranks', () => {
    const { decision, scoreboard } = judge(
      [anEvidence({ risk: 'critical', confidence: 0.3 })],
      'lexicographic',
    )
    expect(decision.kind).toBe('promote')
    expect(scoreboard).not.toHaveProperty('threshold')
  })
})
