import { z } from 'zod'
import { CandidateId } from '../candidate/candidate.ts'

/** Why a promotion is no longer true. A verdict is never rewritten; this is what came after it, once at most. */
export const Revocation = z.strictObject({
  cause: z.enum(['new-commits', 'check-failed', 'conflict', 'contract-changed', 'base-rewritten']),
  /** What happened, as a clause: "`test` failed when it ran again on the same commit". */
  reason: z.string(),
  at: z.string(),
})
export type Revocation = z.infer<typeof Revocation>

/** What a person decided about a candidate after the verdict, or against it; never undone (E8). */
export const HumanChoice = z.strictObject({
  kind: z.enum(['made-ready', 'reopened', 'merged', 'closed', 'sent-back']),
  candidate: CandidateId,
  /** Absent when the forge does not say who it was. */
  actor: z.string().optional(),
  /** A bot did it; of a closing, for the second time. */
  isBot: z.literal(true).optional(),
  at: z.string(),
})
export type HumanChoice = z.infer<typeof HumanChoice>
