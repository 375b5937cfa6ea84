import { z } from 'zod'
import type { IssueRef } from '../issue/issue.ts'

/** Safe, as it stands, inside a branch name, a label, a path and a table cell. */
export const CandidateId = z
  .string()
  .regex(
    /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/,
    'lower-case letters, digits and "-", at most 40 characters',
  )
export type CandidateId = z.infer<typeof CandidateId>

export const ToolchainName = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9._-]{0,38}[a-z0-9])?$/, 'lower-case letters, digits, ".", "_" and "-"')
export type ToolchainName = z.infer<typeof ToolchainName>

/** Stands in a planner's attempts for the candidate: a planner writes none. */
export const PLANNER: CandidateId = 'planner'

/** Stands for the candidate in attempts of a toolchain that is asked whether the issue is worth several. */
export const TRIAGE: CandidateId = 'triage'

/** Stands in attempts for the candidate, and for the toolchain, where tests are run on each other's code. */
export const PROOF: CandidateId = 'proof'

/** Stands in attempts for the candidate where a test is asked for on which two of them differ. */
export const DISTINCTION: CandidateId = 'distinction'

/**
 * Names that no strategy may have: attempts at opinions, plans, proofs and tests that tell two candidates apart use them, and so do
 * pull requests that somebody has entered and branches of tests.
 */
export function isReservedId(id: CandidateId): boolean {
  return [TRIAGE, PLANNER, PROOF, DISTINCTION].includes(id) || /^(?:pr-\d+$|graft-)/.test(id)
}

/** B1: more than five candidates add noise, not signal. */
export const MAX_CANDIDATES = 5
/** B1: fewer than three are allowed, but the scoreboard says so. */
export const DEFAULT_CANDIDATES = 3

export type RankTag = 'primary' | `alt${number}`

/** C2: the first candidate is `primary`, the others `alt1`, `alt2`, … in plan order. */
export function rankTag(index: number): RankTag {
  return index === 0 ? 'primary' : `alt${index}`
}

/** Every run has branches of its own, so that a second run never meets the first one's pull requests. */
export function candidateBranch(issue: IssueRef, run: number, candidate: CandidateId): string {
  return `speculate/${issue.number}.${run}/${candidate}`
}

/**
 * Where a workflow leaves what it wrote for an attempt. No candidate's branch: nothing of it is judged before it was collected, guarded and
 * committed anew.
 */
export function inboxBranch(
  issue: IssueRef,
  run: number,
  { candidate, number }: { readonly candidate: CandidateId; readonly number: number },
): string {
  return `speculate-inbox/${issue.number}.${run}/${candidate}.${number}`
}

/** What a run of the workflow is called in which tests are run on each other's code. */
export function proofTitle(issue: IssueRef, run: number, { number }: { readonly number: number }): string {
  return `speculate-proof/${issue.number}.${run}/${number}`
}

export interface CandidateBranch {
  readonly issue: number
  readonly run: number
  readonly candidate: CandidateId
}

/** The inverse of `candidateBranch`; undefined for every other branch. */
export function parseCandidateBranch(branch: string): CandidateBranch | undefined {
  const match = /^speculate\/([1-9]\d{0,8})\.([1-9]\d{0,8})\/(.+)$/.exec(branch)
  const candidate = CandidateId.safeParse(match?.[3])
  return match && candidate.success
    ? { issue: Number(match[1]), run: Number(match[2]), candidate: candidate.data }
    : undefined
}
