import { z } from 'zod'

/** Each is an object of `stages/policies`. */
export const PolicyName = z.enum(['vote', 'scorecard', 'lexicographic'])
export type PolicyName = z.infer<typeof PolicyName>

const NAMES = new Intl.ListFormat('en-GB', { type: 'disjunction' })
const Weight = z.number().min(0).max(1_000)
const Penalty = z.number().min(0).max(1)

/** Which policy ranks, and what each of them can be set to. */
export const PolicySettings = z
  .strictObject({
    name: PolicyName.default('vote').describe(
      `How gated candidates are ranked: ${NAMES.format(PolicyName.options)}`,
    ),
    vote: z
      .strictObject({
        verification: Weight.default(40).describe('Weight of having passed every required check'),
        confidence: Weight.default(20).describe("Weight of the agent's own confidence"),
        diff_size: Weight.default(15).describe('Weight of a small diff'),
        risk: Weight.default(15).describe('Weight of a low risk'),
        review: Weight.default(10).describe("Weight of the reviewers' verdict"),
        unearned: z
          .enum(['rescale', 'zero'])
          .default('rescale')
          .describe(
            'What nobody could earn, such as the size of the only candidate that passed: `rescale` leaves it out of the sum and scales the rest to 100, `zero` counts it as nothing, and confidence as each agent reports it',
          ),
      })
      .prefault({}),
    scorecard: z
      .strictObject({
        risk_penalty: z
          .strictObject({
            low: Penalty.default(0).describe('What a low risk takes off the score of 1'),
            medium: Penalty.default(0.07).describe('What a medium risk takes off'),
            high: Penalty.default(0.15).describe('What a high risk takes off'),
            critical: Penalty.default(0.3).describe('What a critical risk takes off'),
          })
          .prefault({}),
        penalty_per_line: Penalty.default(0.002).describe('What each changed line takes off'),
        penalty_per_ms: Penalty.default(0.0015).describe(
          'What each millisecond of p95 latency above that of the base takes off',
        ),
        reviewer_bonus: Penalty.default(0.05).describe('What an approval adds'),
      })
      .prefault({}),
  })
  .prefault({})
