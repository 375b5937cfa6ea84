import { z } from 'zod'
import { CandidateId } from '../candidate/candidate.ts'
import type { AuditEntry } from './audit.ts'

/** What was merged was taken back out of the base branch, or put back into it after that. Never undone: what comes later is another one. */
export const Revert = z.strictObject({
  kind: z.enum(['reverted', 'reapplied']),
  candidate: CandidateId,
  /** The last commit of it in the history of the base branch. */
  commit: z.string(),
  /** The pull request that brought it there; absent where somebody pushed it. */
  pullRequest: z.int().positive().optional(),
  /** Who merged or wrote it; absent where the forge does not say. */
  by: z.string().optional(),
  /** How many lines it undoes, of those that were changed. */
  lines: z.strictObject({ undone: z.int().positive(), of: z.int().positive() }),
  at: z.string(),
})
export type Revert = z.infer<typeof Revert>

const DAY_MS = 24 * 60 * 60_000

/** A revert later than this after the merge says little of the patch. */
export const REVERT_WITHIN_MS = 30 * DAY_MS

/** Looks are a day apart by then: one comes after the time in which a revert counts. */
export const WATCHED_AFTER_MERGE_MS = REVERT_WITHIN_MS + 2 * DAY_MS

/** Found by what names it, which stays the same while a pull request of several commits arrives. */
export function isSameRevert(one: Revert, other: Revert): boolean {
  if (one.candidate !== other.candidate) return false
  return one.pullRequest === undefined ? one.commit === other.commit : one.pullRequest === other.pullRequest
}

/** What stands of a merged candidate: the revert of it, unless it was put back since. */
export function standingRevert(
  reverts: readonly Revert[] | undefined,
  candidate: CandidateId,
): Revert | undefined {
  const last = reverts?.findLast((one) => one.candidate === candidate)
  return last?.kind === 'reverted' ? last : undefined
}

/** Those that the log of a run tells of. */
export function revertsIn(entries: readonly AuditEntry[]): readonly Revert[] {
  return entries.flatMap(({ kind, payload }) => {
    const revert = Revert.shape.kind.safeParse(kind).success ? Revert.safeParse(payload).data : undefined
    return revert ? [revert] : []
  })
}

/** Nothing of it is left. */
export function isWhole({ lines }: Pick<Revert, 'lines'>): boolean {
  return lines.undone >= lines.of
}
