import { z } from 'zod'
import { Opinion } from '../issue/opinion.ts'
import { Measures } from '../judgement/measures.ts'
import { Review } from '../judgement/review.ts'
import { DistinctionCell, HandedInFile } from '../proof/distinction.ts'
import { Matrix } from '../proof/proof.ts'
import { Amounts } from '../run/budget.ts'
import { withoutUndefined } from '../without-undefined.ts'
import { CandidateId, ToolchainName } from './candidate.ts'
import { Patch } from './patch.ts'
import { Proposals } from './proposals.ts'
import { type RESULT_OF, Task, type TaskOf } from './task.ts'

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
  /** Who has answered them, by the providers' names, in the order of their first answers. Foreign text. */
  models: z.array(z.string().max(100)).max(5).optional(),
  /** Of the agent's program, where it is a package that says. Foreign text. */
  agentVersion: z.string().max(100).optional(),
  /** US dollars by the operator's price table; absent when the model has no price there. */
  usd: z.number().nonnegative().optional(),
  /** Ended by somebody other than its worker: what it used is not known yet, so all that it was granted is counted. */
  unknown: z.literal(true).optional(),
})
export type AttemptUsage = z.infer<typeof AttemptUsage>

/** Why an attempt ended without a patch; each has one sentence in `messages/reasons/reasons.ts`. */
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
  /** A pull request that somebody has entered is not one patch on the base of the others. */
  'not-one-patch',
  'cancelled',
  'interrupted',
  'internal',
])
export type AttemptFailure = z.infer<typeof AttemptFailure>

/** Why an agent did not finish properly; what it had written by then is the patch all the same. `detail` may hold foreign text. */
export const CutShort = z.strictObject({ failure: AttemptFailure, detail: z.string().max(2_000) })
export type CutShort = z.infer<typeof CutShort>

/** Why the set-up failed, where the agent worked without it. Foreign text. */
const setUpFailed = z.string().max(2_000).optional()

/** How an attempt ended; what a toolchain's run is turned into before anybody decides anything. */
export const AttemptOutcome = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('patch'),
    patch: Patch,
    report: AttemptReport,
    usage: AttemptUsage,
    /** Absent only in attempts from before patches were measured. */
    measures: Measures.optional(),
    cutShort: CutShort.optional(),
    /** By-products of tools in the work tree that are not part of the patch. Foreign text. */
    leftOut: z.array(z.string().max(300)).max(20).optional(),
    /** New files that are larger than a patch may hold, and are not part of it. Foreign text. */
    tooLarge: z.array(z.string().max(300)).max(20).optional(),
    setUpFailed,
  }),
  z.strictObject({
    kind: z.literal('failure'),
    failure: AttemptFailure,
    detail: z.string().max(2_000),
    usage: AttemptUsage,
    setUpFailed,
  }),
  z.strictObject({ kind: z.literal('review'), review: Review, usage: AttemptUsage }),
  z.strictObject({ kind: z.literal('opinion'), opinion: Opinion, usage: AttemptUsage }),
  z.strictObject({ kind: z.literal('plan'), proposals: Proposals, usage: AttemptUsage }),
  z.strictObject({
    kind: z.literal('proof'),
    matrix: Matrix,
    /** What ran the tests: `node:test`. */
    runner: z.string(),
    usage: AttemptUsage,
  }),
  z.strictObject({
    kind: z.literal('distinction'),
    /** New tests, and the data that they need. Foreign text. */
    files: z.array(HandedInFile),
    /** What else the agent left, and why it is ignored. */
    ignored: z.array(z.strictObject({ path: z.string(), reason: z.string() })),
    cells: z.array(DistinctionCell),
    runner: z.string(),
    usage: AttemptUsage,
  }),
])
export type AttemptOutcome = z.infer<typeof AttemptOutcome>

export type FailedAttempt = Extract<AttemptOutcome, { kind: 'failure' }>

/** How an attempt at such a task may end. */
export type OutcomeOf<Kind extends Task['kind']> = Extract<
  AttemptOutcome,
  { kind: 'failure' | (typeof RESULT_OF)[Kind] }
>

/** One go at a task. `number` counts from 1 within a candidate. Times are ISO-8601 UTC. */
export const Attempt = z.strictObject({
  speculation: z.string(),
  candidate: CandidateId,
  number: z.int().positive(),
  toolchain: ToolchainName,
  task: Task,
  status: z.enum(['queued', 'running', 'ended']),
  queuedAt: z.string(),
  startedAt: z.string().optional(),
  heartbeatAt: z.string().optional(),
  endedAt: z.string().optional(),
  /** One line of what the agent is doing now, for progress displays. Foreign text. */
  progress: z.string().max(300).optional(),
  /** The most it may use, held back for it from the moment it is queued. */
  grant: Amounts.optional(),
  /** What counts against the budgets: its grant until it ends, then what it used, kept true by the store. */
  charged: Amounts.optional(),
  outcome: AttemptOutcome.optional(),
})
export type Attempt = z.infer<typeof Attempt>

export type AttemptAt<Kind extends Task['kind']> = Attempt & { readonly task: TaskOf<Kind> }

export function isAt<Kind extends Task['kind']>(
  attempt: Attempt,
  ...kinds: readonly Kind[]
): attempt is AttemptAt<Kind> {
  return kinds.some((kind) => kind === attempt.task.kind)
}

/** What an attempt counts for; attempts from before there were budgets say it in their outcome. */
export function chargeOf({ charged, grant, outcome }: Attempt): Amounts {
  return charged ?? (outcome ? usedAmounts(outcome.usage) : (grant ?? {}))
}

/** What an attempt counts for once it has ended at `at`. */
export function chargeAtEnd(
  { grant, startedAt }: Pick<Attempt, 'grant' | 'startedAt'>,
  at: string,
  { usage }: AttemptOutcome,
): Amounts {
  if (usage.unknown !== true) return usedAmounts(usage)
  if (startedAt === undefined) return {}
  const elapsed = Math.max(0, Date.parse(at) - Date.parse(startedAt)) / 1_000
  return { ...grant, seconds: Math.min(elapsed, grant?.seconds ?? elapsed) }
}

export function usedAmounts({ seconds, inputTokens, outputTokens, usd }: AttemptUsage): Amounts {
  const counted = inputTokens !== undefined || outputTokens !== undefined
  return {
    seconds,
    ...(counted && { tokens: (inputTokens ?? 0) + (outputTokens ?? 0) }),
    ...withoutUndefined({ usd }),
  }
}
