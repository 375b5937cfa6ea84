import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CandidateEvidence } from '../../../src/domain/judgement/candidate-evidence.ts'
import { scoreByPenalties } from '../../../src/stages/policies/scorecard.ts'
import { propertyRuns } from '../../property-runs.ts'
import { anEvidence, anyCandidates, DEFAULTS } from './evidence.ts'

const PENALTIES = DEFAULTS.policy.scorecard

/** The seed's `CandidateScore`, line by line; its penalties come from the settings. */
function seedTotal(candidate: CandidateEvidence): number {
  const score = {
    tests_passed: candidate.tests_pass,
    lint_passed: candidate.lint_pass,
    risk_penalty: PENALTIES.risk_penalty[candidate.risk],
    diff_size_penalty: (candidate.insertions + candidate.deletions) * PENALTIES.penalty_per_line,
    latency_penalty:
      candidate.p95_latency_ms !== null && candidate.p95_latency_ms > 0 && candidate.p95_trusted
        ? candidate.p95_latency_ms * PENALTIES.penalty_per_ms
        : 0,
    reviewer_bonus: candidate.review === 'approve' ? PENALTIES.reviewer_bonus : 0,
  }
  const base = 1
  if (!score.tests_passed || !score.lint_passed) return 0
  return Math.max(
    0,
    base - score.risk_penalty - score.diff_size_penalty - score.latency_penalty + score.reviewer_bonus,
  )
}

describe('scorecard', () => {
  it("A5: agrees with the seed's pseudo-code on 10,000 generated candidates", () => {
    fc.assert(
      fc.property(anyCandidates, (all) =>
        scoreByPenalties(all, PENALTIES).every(({ key, score = Number.NaN }, index) => {
          const one = all[index]
          if (!one) return false
          const total = seedTotal(one)
          return Math.abs((key[0] ?? -1) - total * 100) < 1e-9 && score <= 100 && score <= total * 100 + 1e-9
        }),
      ),
      propertyRuns(10_000),
    )
  })

  it('has parts that add up to the score, also at its limits', () => {
    fc.assert(
      fc.property(anyCandidates, (all) =>
        scoreByPenalties(all, PENALTIES).every(({ parts, score = Number.NaN }) => {
          const sum = parts.reduce((total, part) => total + part.points, 0)
          return Math.abs(sum - score) < 1e-9
        }),
      ),
    )
  })

  it('shows a latency that is not trusted, and does not count it', () => {
    const claimed = anEvidence({ p95_latency_ms: 40, p95_trusted: false })
    const [scored] = scoreByPenalties([claimed], PENALTIES)
    expect(scored?.parts.find(({ name }) => name === 'latency')).toEqual({
      name: 'latency',
      points: 0,
      outOf: 0,
      explanation: 'p95 latency +40ms, self-reported and not counted',
    })
  })

  it('gives nothing for a latency that became better', () => {
    const [scored] = scoreByPenalties([anEvidence({ p95_latency_ms: -40 })], PENALTIES)
    expect(scored?.score).toBeCloseTo(96, 9)
  })

  it('stops the score at 100, and ranks by what is above it', () => {
    const small = { insertions: 1, deletions: 0, review: 'approve' as const }
    const [scored] = scoreByPenalties([anEvidence(small)], PENALTIES)
    expect(scored?.score).toBe(100)
    expect(scored?.key[0]).toBeCloseTo(104.8, 9)
  })
})
