import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CandidateEvidence } from '../../../src/domain/judgement/candidate-evidence.ts'
import { scoreByVote } from '../../../src/stages/policies/vote.ts'
import { propertyRuns } from '../../property-runs.ts'
import { anEvidence, anyCandidates, LITERAL } from './evidence.ts'

const WEIGHTS = LITERAL.policy.vote

/** The seed's `score`, line by line. */
function seedScore(proof: CandidateEvidence, candidates: readonly CandidateEvidence[]): number {
  let s = 0
  if (proof.tests_pass) s += 40
  else return 0
  s += (proof.confidence ?? 0.5) * 20
  const maxLines = Math.max(...candidates.map((p) => p.insertions + p.deletions))
  const thisLines = proof.insertions + proof.deletions
  s += (1 - thisLines / Math.max(maxLines, 1)) * 15
  s += { low: 15, medium: 10, high: 5, critical: 0 }[proof.risk]
  if (proof.review) s += { approve: 10, abstain: 5, request_changes: 0 }[proof.review]
  return s
}

describe('vote, in the literal arithmetic of the seed', () => {
  it("agrees with the seed's pseudo-code on 10,000 generated votes", () => {
    fc.assert(
      fc.property(anyCandidates, (all) => {
        const scores = scoreByVote(all, WEIGHTS).map(({ score = Number.NaN }) => score)
        return all.every((one, index) => Math.abs((scores[index] ?? 0) - seedScore(one, all)) < 1e-9)
      }),
      propertyRuns(10_000),
    )
  })

  it('explains the whole score by its parts', () => {
    const all = [
      anEvidence({ confidence: 0.9 }),
      anEvidence({ id: 'two', insertions: 80, deletions: 0, review: 'approve' }),
    ]
    const [first] = scoreByVote(all, WEIGHTS)
    expect(first?.parts.map((part) => [part.name, part.points, part.outOf])).toEqual([
      ['verification', 40, 40],
      ['confidence', 18, 20],
      ['diff size', 11.25, 15],
      ['risk', 15, 15],
      ['review', 0, 10],
    ])
    expect(first?.score).toBe(84.25)
  })

  it('says when the agent reported no confidence, and counts the middle', () => {
    const part = scoreByVote([anEvidence()], WEIGHTS)[0]?.parts[1]
    expect(part).toMatchObject({ points: 10, explanation: 'not reported, counted as 0.5' })
  })

  it('scales other weights to 100 together', () => {
    const only = {
      verification: 1,
      confidence: 0,
      diff_size: 0,
      risk: 3,
      review: 0,
      unearned: 'zero' as const,
    }
    const [scored] = scoreByVote([anEvidence({ risk: 'medium' })], only)
    expect(scored?.score).toBeCloseTo(75, 9)
    expect(scored?.parts.map(({ outOf }) => outOf)).toEqual([25, 0, 0, 75, 0])
  })

  it.each([
    { checks: [{ name: 'test', verdict: 'failed' as const, kind: 'tests' as const }] },
    { gates: [{ gate: 'security', reason: 'fails `audit`' }] },
  ])('gives nothing to a candidate that says it passed although %j', (evidence) => {
    expect(scoreByVote([anEvidence(evidence)], WEIGHTS)[0]?.score).toBe(0)
  })
})
