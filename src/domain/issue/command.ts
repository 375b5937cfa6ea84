import { z } from 'zod'
import { Role } from './issue.ts'

/** What a pull request that competes is fixed to from the moment it was entered. */
export const Submission = z.strictObject({
  pullRequest: z.int().positive(),
  /** Its head; what comes later is not judged. */
  commit: z.string(),
  /** Head of the base branch then: what it changes is measured from where the two diverge. */
  tip: z.string(),
})
export type Submission = z.infer<typeof Submission>

/** What GitHub shows for accounts that are gone. */
export const GHOST = 'ghost'

/** A comment that begins with `/speculate`, and what was answered to it; the first answer stands. */
export const Command = z.strictObject({
  /** Id of the comment; those of later ones are higher. */
  comment: z.int().positive(),
  by: z.string(),
  /** The author's real permission when it was answered. */
  role: Role,
  /** When it was written, by the forge's clock. */
  at: z.string(),
  answeredAt: z.string(),
  /** Its first line, cut; foreign text. */
  line: z.string(),
  answer: z.discriminatedUnion('kind', [
    /** `author` is the login of the pull request's. */
    Submission.extend({ kind: z.literal('entered'), author: z.string() }),
    /** `reason` is a clause of ours that follows the command. */
    z.strictObject({ kind: z.literal('refused'), reason: z.string() }),
  ]),
})
export type Command = z.infer<typeof Command>
