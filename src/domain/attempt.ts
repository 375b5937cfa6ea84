import { z } from 'zod'
import { CandidateId, ToolchainName } from './candidate.ts'
import { Measures } from './measures.ts'
import { Patch } from './patch.ts'

/** What an agent says of its own work. Shown as self-reported; only `confidence` enters the vote (C3). */
export const AttemptReport = z.object({
  rationale: z.string().max(4_000).default(''),
  confidence: z.number().min(0).max(1).optional(),
  testsAdded: z.array(z.string().max(400)).max(100).default([]),
  risks: z.array(z.string().max(1_000)).max(20).default([]),
})
export type AttemptReport = z.infer<typeof AttemptReport>

export const AttemptUsage = z.strictObject({
  seconds: z.number().nonnegative(),
  inputTokens: z.int().nonnegative().optional(),
  outputTokens: z.int().nonnegative().optional(),
  /** Part of `inputTokens` that the provider had seen before and charges less for. */
  cachedInputTokens: z.int().nonnegative().optional(),
  modelRequests: z.int().nonnegative().optional(),
  /** US dollars by the operator's price table; absent when the model has no price there. */
  usd: z.number().nonnegative().optional(),
})
export type AttemptUsage = z.infer<typeof AttemptUsage>

/** Why an attempt ended without a patch; each has one sentence in `messages/reasons.ts`. */
export const AttemptFailure = z.enum([
  'timed-out',
  'crashed',
  'no-changes',
  'too-large',
  'damaged-work-tree',
  'not-installed',
  /** It used more memory, processes or disk than the operator gave it. */
  'limit-exceeded',
  /** The gateway refused further calls: the attempt's tokens or money were used up. */
  'budget-spent',
  /** The provider refused: wrong key, quota, unknown model, or not reachable. */
  'model-unavailable',
  'cancelled',
  'interrupted',
  'internal',
])
export type AttemptFailure = z.infer<typeof AttemptFailure>

/** How an attempt ended; what a toolchain's run is turned into before anybody decides anything. */
export const AttemptOutcome = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('patch'),
    patch: Patch,
    report: AttemptReport,
    usage: AttemptUsage,
    /** Absent only in attempts from before patches were measured. */
    measures: Measures.optional(),
  }),
  z.strictObject({
    kind: z.literal('failure'),
    failure: AttemptFailure,
    detail: z.string().max(2_000),
    usage: AttemptUsage,
  }),
])
export type AttemptOutcome = z.infer<typeof AttemptOutcome>

/** One run of a toolchain on a brief. `number` counts from 1 within a candidate. Times are ISO-8601 UTC. */
export const Attempt = z.strictObject({
  speculation: z.string(),
  candidate: CandidateId,
  number: z.int().positive(),
  toolchain: ToolchainName,
  status: z.enum(['queued', 'running', 'ended']),
  queuedAt: z.string(),
  startedAt: z.string().optional(),
  heartbeatAt: z.string().optional(),
  endedAt: z.string().optional(),
  /** One line of what the agent is doing now, for progress displays. Foreign text. */
  progress: z.string().max(300).optional(),
  outcome: AttemptOutcome.optional(),
})
export type Attempt = z.infer<typeof Attempt>
