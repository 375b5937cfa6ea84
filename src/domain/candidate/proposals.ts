import { z } from 'zod'

/** Two strategies that share more of their words than this are one strategy in other words. */
export const MAX_SIMILARITY = 0.8

/** One way that a planner proposes to solve the issue; `value` is where it stands in what all of them differ in. */
const Proposal = z.object({
  id: z.string().max(100),
  value: z.string().max(400),
  strategy: z.string().max(8_000),
  constraints: z.array(z.string().max(8_000)).max(100).default([]),
})
export type Proposal = z.infer<typeof Proposal>

/** What a planner leaves. Foreign text, bounded and nothing more: the stage `proposals` says what of it is taken. */
export const Proposals = z.object({
  /** What the strategies differ in, in a few words. */
  dimension: z.string().max(400),
  strategies: z.array(Proposal).max(20),
})
export type Proposals = z.infer<typeof Proposals>
