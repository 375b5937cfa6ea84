import { z } from 'zod'
import { Brief } from '../candidate/brief.ts'
import { CandidateId } from '../candidate/candidate.ts'
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

/**
 * What follows `/speculate` or `@speculate` on the first line of a comment, in any case. Undefined for any other comment: a quoted
 * command, one in a code block, or one after other words is text about a command.
 */
export function commandText(body: string): string | undefined {
  const [, text] = /^[/@]speculate(|[ \t].*)$/is.exec(firstLine(body)) ?? []
  return text?.trim()
}

/** As much of it as a command may be long. */
export function firstLine(body: string): string {
  return (body.slice(0, 400).split(/\r?\n/, 1)[0] ?? '').trimEnd()
}

/** A comment that begins with a command, and what was answered to it; the first answer stands. */
export const Command = z.strictObject({
  /** Id of the comment; those of later ones are higher. Of a button that was pressed, a number of its own. */
  comment: z.int().positive(),
  /** No comment: a button of a check run was pressed. */
  isButton: z.literal(true).optional(),
  /** The pull request that it was written on; absent for the issue. */
  on: z.int().positive().optional(),
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
    /** It asked, and was told. */
    z.strictObject({ kind: z.literal('told') }),
    /** The run ends without a winner. */
    z.strictObject({ kind: z.literal('cancelled') }),
    /** Nobody is promoted until a person chooses. */
    z.strictObject({ kind: z.literal('held') }),
    /** Their agents failed, and write once more. */
    z.strictObject({ kind: z.literal('retried'), candidates: z.array(CandidateId).min(1) }),
    /** One more candidate competes. */
    z.strictObject({ kind: z.literal('added'), brief: Brief }),
    /** Its failed checks run once more. */
    z.strictObject({ kind: z.literal('verified-again'), candidate: CandidateId }),
    /** Tests of a candidate were put onto the winner, as this commit. */
    z.strictObject({ kind: z.literal('grafted'), candidate: CandidateId, commit: z.string() }),
    /** A person's choice, after the verdict. */
    z.strictObject({ kind: z.enum(['promoted', 'restored']), candidate: CandidateId }),
    /** `reason` is a clause of ours that follows the command. */
    z.strictObject({ kind: z.literal('refused'), reason: z.string() }),
  ]),
})
export type Command = z.infer<typeof Command>
