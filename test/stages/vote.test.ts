import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type VoteInput, vote } from '../../src/stages/score/vote.ts'

const ballot = (overrides: Partial<VoteInput> = {}): VoteInput => ({
  allPassed: true,
  confidence: 0.9,
  insertions: 10,
  deletions: 10,
  risk: 'low',
  review: undefined,
  ...overrides,
})

const anyBallot: fc.Arbitrary<VoteInput> = fc.record({
  allPassed: fc.boolean(),
  confidence: fc.double({ min: 0, max: 1, noNaN: true }),
  insertions: fc.nat(2_000),
  deletions: fc.nat(2_000),
  risk: fc.constantFrom('low', 'medium', 'high', 'critical'),
  review: fc.constantFrom(undefined, 'approve', 'abstain', 'request_changes'),
})

/** The seed's pseudo-code, word for word, as the oracle. */
function seedScore(proof: VoteInput, candidates: readonly VoteInput[]): number {
  let s = 0
  if (proof.allPassed) s += 40
  else return 0
  s += (proof.confidence ?? 0) * 20
  const maxLines = Math.max(...candidates.map((p) => p.insertions + p.deletions))
  const thisLines = proof.insertions + proof.deletions
  s += (1 - thisLines / Math.max(maxLines, 1)) * 15
  s += { low: 15, medium: 10, high: 5, critical: 0 }[proof.risk]
  if (proof.review) s += { approve: 10, abstain: 5, request_changes: 0 }[proof.review]
  return s
}

describe('vote', () => {
  it("agrees with the seed's pseudo-code on 10,000 generated votes", () => {
    fc.assert(
      fc.property(fc.array(anyBallot, { minLength: 1, maxLength: 5 }), (all) => {
        for (const one of all) expect(vote(one, all).score).toBeCloseTo(seedScore(one, all), 9)
      }),
      { numRuns: 10_000 },
    )
  })

  it('never lets a failing candidate beat a passing one', () => {
    fc.assert(
      fc.property(anyBallot, anyBallot, (a, b) => {
        const [failing, passing] = [
          { ...a, allPassed: false },
          { ...b, allPassed: true },
        ]
        const all = [failing, passing]
        expect(vote(failing, all).score).toBeLessThan(vote(passing, all).score)
      }),
    )
  })

  it('explains the whole score by its parts', () => {
    const all = [ballot(), ballot({ insertions: 80, deletions: 0, review: 'approve' })]
    const { score, parts } = vote(ballot(), all)
    expect(parts.map((part) => [part.name, part.points, part.outOf])).toEqual([
      ['verification', 40, 40],
      ['confidence', 18, 20],
      ['diff size', 11.25, 15],
      ['risk', 15, 15],
      ['review', 0, 10],
    ])
    expect(score).toBe(84.25)
  })

  it('says when the agent reported no confidence, and counts the middle', () => {
    const part = vote(ballot({ confidence: undefined }), [ballot()]).parts[1]
    expect(part).toMatchObject({ points: 10, explanation: 'not reported, counted as 0.5' })
  })
})
