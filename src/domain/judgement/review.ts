import { z } from 'zod'
import { ReviewVerdict } from '../checks/evidence.ts'
import { IssueAnswer } from '../proof/distinction.ts'

/** Something a reviewer found in a patch. `line` is 1-based, in the candidate's version of the file. Foreign text. */
export const ReviewFinding = z.object({
  path: z.string().min(1).max(1_000),
  line: z.int().positive().max(100_000_000).optional(),
  text: z.string().trim().min(1).max(2_000),
})
export type ReviewFinding = z.infer<typeof ReviewFinding>

/** C6: what a reviewer says of a patch of which it knows neither the author nor the strategy. Foreign text. */
export const ReviewReport = z.object({
  verdict: ReviewVerdict,
  summary: z.string().max(4_000).default(''),
  findings: z.array(ReviewFinding).max(30).default([]),
  /** Where it was asked about a test; an answer that cannot be read counts as none, and the rest of the review stands. */
  issue_says: IssueAnswer.optional().catch(undefined),
})
export type ReviewReport = z.infer<typeof ReviewReport>

/** A review as it is kept and posted: of each finding it is known whether GitHub can show it on its line. */
export const Review = z.strictObject({
  verdict: ReviewVerdict,
  summary: z.string().max(4_000),
  findings: z.array(ReviewFinding.extend({ onLine: z.boolean() })).max(30),
  /** The commit that was reviewed. */
  commit: z.string(),
  /** What it says of the test that the attempt of this number has come to. */
  issueSays: IssueAnswer.extend({ attempt: z.int().positive() }).optional(),
})
export type Review = z.infer<typeof Review>

/** Lines of the new side of a diff that a comment can be put on, the surrounding ones included; 1-based, both ends in. */
export interface LineRange {
  readonly from: number
  readonly to: number
}

/** A patch as a reviewer is shown it. */
export interface Diff {
  /** Unified, with three lines around every change; foreign text. */
  readonly text: string
  /** True when `text` was cut at the limit. */
  readonly isCut: boolean
  readonly lines: ReadonlyMap<string, readonly LineRange[]>
}
