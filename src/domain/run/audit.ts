import { z } from 'zod'
import { Attempt, AttemptUsage } from '../candidate/attempt.ts'
import { StoredAttempt } from '../candidate/stored-attempt.ts'
import { BaseNow } from '../checks/base-now.ts'
import { VerifierContract } from '../checks/contract.ts'
import { BaseChecks } from '../checks/evidence.ts'
import type { CandidateFacts } from '../forge/forge-facts.ts'
import { Calibration } from '../judgement/calibration.ts'
import { DaySpending } from './budget.ts'
import { Speculation } from './speculation.ts'

/** Something that happened, not yet in the log. The log keeps one entry per kind and payload: the payload says which time it was. */
export interface AuditEvent {
  /** ISO-8601 UTC. */
  readonly at: string
  /**
   * The store writes `started`, `planned`, `attempt-ended`, `attempt-usage`, `verdict`, `grafts`, `revoked`, `human-choice`, `reverted`, `reapplied`, `rerun`, `command`, `settled` and `archived` together with the state
   * they tell of, and `pruned` when retention removes entries; `evidence`, and whatever else happens, comes as a step.
   */
  readonly kind: string
  /** JSON. */
  readonly payload: unknown
}

/**
 * T14: one link of a speculation's chain. `hash` is the hexadecimal SHA-256 over the canonical JSON of all the rest, `prev` is the hash
 * before it. Nothing stricter than strings here: an entry that was tampered with must be readable, to be pointed at.
 */
export const AuditEntry = z.strictObject({
  speculation: z.string(),
  /** Counts from 1 within a speculation, without gaps. */
  seq: z.int().positive(),
  at: z.string(),
  kind: z.string(),
  payload: z.unknown(),
  prev: z.string(),
  hash: z.string(),
})
export type AuditEntry = z.infer<typeof AuditEntry>

/** Where a chain ends, known apart from its entries: what is missing at its end can be told only by this. */
export const ChainHead = z.strictObject({ seq: z.int().positive(), hash: z.string() })
export type ChainHead = z.infer<typeof ChainHead>

/** Every input of a decision, in full: judging it again gives the same verdict, bit for bit (E4). */
export const Evidence = z.looseObject({
  rulesVersion: z.int(),
  /** With the settings, the contract and its fingerprint, the plan and the base commit. */
  speculation: Speculation,
  attempts: z.array(StoredAttempt),
  /** Heads, check runs with their ids, states; without our own comments, which decide nothing. */
  candidates: z.array(z.custom<CandidateFacts>(isCandidateFacts, 'expected the facts of a candidate')),
  now: z.string(),
  /** What other runs of the repository had used on the day, where a limit asks for it. */
  othersToday: DaySpending.optional(),
  /** Why the run was ended before its time. */
  withdrawn: z.string().optional(),
  redOnBase: z.array(z.string()).readonly().optional(),
  baseChecks: BaseChecks.optional(),
  /** What the base branch asked for when it was judged. */
  contractNow: VerifierContract.optional(),
  /** How verdicts of the repository had turned out before. */
  calibration: Calibration.optional(),
  /** What had become of the base branch. */
  baseNow: BaseNow.optional(),
})
export type Evidence = z.infer<typeof Evidence>

/** Payload of `attempt-ended`. */
export const AttemptEndEvent = Attempt.pick({ candidate: true, number: true, toolchain: true }).extend({
  outcome: Attempt.shape.outcome.unwrap(),
})
export type AttemptEndEvent = z.infer<typeof AttemptEndEvent>

/** Payload of `attempt-usage`: what an attempt had really used that somebody else had ended. */
export const AttemptUsageEvent = Attempt.pick({ candidate: true, number: true }).extend({
  usage: AttemptUsage,
})
export type AttemptUsageEvent = z.infer<typeof AttemptUsageEvent>

/** Payload of `refused`: a run that was asked for and never began. */
export const RefusalEvent = z.strictObject({
  title: z.string(),
  labelledBy: z.string().optional(),
  labelledAt: z.string().optional(),
  /** Where a command had asked for it: its author, when it was written, the comment's id and its first line, cut. */
  askedBy: z.string().optional(),
  askedAt: z.string().optional(),
  comment: z.int().optional(),
  line: z.string().optional(),
  /** A kind of `Refusal`. */
  kind: z.string(),
  /** What was said on the issue, in Markdown. */
  reason: z.string(),
})
export type RefusalEvent = z.infer<typeof RefusalEvent>

/** Payload of `pruned`: what is gone, by which rule, and the hash of the last entry that is gone. */
export const PruneEvent = z.strictObject({
  rule: z.strictObject({ settledBefore: z.string() }),
  removed: z.strictObject({
    audit: z.int().nonnegative(),
    traces: z.int().nonnegative(),
    journal: z.int().nonnegative(),
  }),
  lastSeq: z.int().nonnegative(),
  lastHash: z.string(),
  /** The entry of an earlier pruning, when it went with this one. */
  earlier: z.unknown().optional(),
})
export type PruneEvent = z.infer<typeof PruneEvent>

/** Written by the stage `audit` and protected by its hash: the shape is looked at, not every field. */
function isCandidateFacts(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    'candidate' in value &&
    typeof value.candidate === 'string' &&
    'branch' in value &&
    typeof value.branch === 'string'
  )
}
