import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CandidateEvidence } from '../../../src/domain/judgement/candidate-evidence.ts'
import { rankByTuple } from '../../../src/stages/policies/lexicographic.ts'
import { propertyRuns } from '../../property-runs.ts'
import { anEvidence, anyCandidates } from './evidence.ts'

type Known = CandidateEvidence & { complexity_delta: number; test_runtime_seconds: number }

/** The seed's `score(metrics)`, and Python's comparison of tuples. */
function seedScore(metrics: Known): readonly number[] {
  return [
    metrics.tests_pass ? 1 : 0,
    -metrics.complexity_delta,
    -metrics.insertions,
    0,
    -metrics.test_runtime_seconds,
  ]
}

function isGreater(a: readonly number[], b: readonly number[]): boolean {
  const index = a.findIndex((element, at) => element !== b[at])
  return index !== -1 && (a[index] ?? 0) > (b[index] ?? 0)
}

const allKnown = anyCandidates.map((all) =>
  all.map(
    (one): Known => ({
      ...one,
      complexity_delta: one.complexity_delta ?? 0,
      test_runtime_seconds: one.test_runtime_seconds ?? 0,
    }),
  ),
)

describe('lexicographic', () => {
  it("B4: agrees with the seed's tuple and its order on 10,000 generated inputs", () => {
    fc.assert(
      fc.property(allKnown, (all) => {
        const scored = rankByTuple(all)
        return all.every((one, i) =>
          all.every((other, j) => {
            const ours = isGreater(scored[i]?.key ?? [], scored[j]?.key ?? [])
            return ours === isGreater(seedScore(one), seedScore(other))
          }),
        )
      }),
      propertyRuns(10_000),
    )
  })

  it('counts what is unknown as worse than anything known, and says so', () => {
    const [unknown, known] = rankByTuple([
      anEvidence({ complexity_delta: null }),
      anEvidence({ id: 'two', complexity_delta: 1_000_000 }),
    ])
    expect(isGreater(known?.key ?? [], unknown?.key ?? [])).toBe(true)
    expect(unknown?.parts[1]?.explanation).toBe('complexity unknown, which counts as the worst')
  })

  it('has no score', () => {
    expect(rankByTuple([anEvidence()])[0]).not.toHaveProperty('score')
  })
})
