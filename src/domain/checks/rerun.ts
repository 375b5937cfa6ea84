import { z } from 'zod'
import { CandidateId } from '../candidate/candidate.ts'

/** What a check said before it was run a second time. */
export const FirstRun = z.strictObject({
  checkRunId: z.int(),
  /** As GitHub words it: failure. */
  conclusion: z.string(),
  url: z.string().optional(),
  /** The first failure annotation or the output's title; foreign text. */
  detail: z.string().optional(),
})
export type FirstRun = z.infer<typeof FirstRun>

/** A failed check that was to be run once more as a suspected flake: its first outcome, kept before anything was asked of GitHub. */
export const Rerun = z.strictObject({
  candidate: CandidateId,
  check: z.string(),
  head: z.string(),
  workflowRunId: z.int(),
  jobId: z.int(),
  /** The attempt of the workflow run that `first` belongs to; only a later one is the second run. */
  attempt: z.int().positive(),
  first: FirstRun,
  /** ISO-8601; the deadline of the check counts from here again. */
  askedAt: z.string(),
  /** What GitHub said to it; absent until it has said something. `reason` is a clause of ours. */
  answer: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('started') }),
      z.strictObject({ kind: z.literal('refused'), reason: z.string() }),
    ])
    .optional(),
})
export type Rerun = z.infer<typeof Rerun>

/** The same list when there is nothing new in it. */
export function withRerun(before: readonly Rerun[], rerun: Rerun): readonly Rerun[] {
  const known = before.find((one) => isSameRerun(one, rerun))
  if (!known) return [...before, rerun]
  if (known.answer || !rerun.answer) return before
  return before.map((one) => (one === known ? { ...known, answer: rerun.answer } : one))
}

export function isSameRerun(one: Rerun, other: Rerun): boolean {
  return one.candidate === other.candidate && one.check === other.check
}
