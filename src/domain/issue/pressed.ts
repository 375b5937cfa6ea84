import { z } from 'zod'
import { CandidateId } from '../candidate/candidate.ts'
import type { CommandComment } from '../forge/forge-facts.ts'
import { sha256 } from '../sha256.ts'
import { withoutUndefined } from '../without-undefined.ts'

/** A button of a check run that somebody has pressed. The forge tells of it once and keeps nothing, so we do. */
export const PressedButton = z.strictObject({
  /** The forge's id of the telling; told again, it is the same. */
  delivery: z.string(),
  candidate: CandidateId,
  button: z.enum(['promote', 'verify', 'cancel']),
  by: z.string(),
  isPerson: z.boolean(),
  /** ISO-8601: when it was told. */
  at: z.string(),
})
export type PressedButton = z.infer<typeof PressedButton>

/** Of one run; more are nobody's wish. */
export const MAX_PRESSED = 100

/** The command that does the same. `on`: the candidate's pull request, where an answer is written. */
export function commandOfButton(pressed: PressedButton, on: number | undefined): CommandComment {
  const { delivery, candidate, button, by, isPerson, at } = pressed
  return {
    // A number of its own, which no comment has to be found by.
    id: Number.parseInt(sha256(delivery).slice(0, 12), 16) + 1,
    ...withoutUndefined({ on }),
    isButton: true,
    author: by,
    authorType: isPerson ? 'User' : 'Bot',
    at,
    isEdited: false,
    body: COMMANDS[button](candidate),
  }
}

const COMMANDS: Readonly<Record<PressedButton['button'], (candidate: CandidateId) => string>> = {
  promote: (candidate) => `/speculate promote ${candidate}`,
  verify: (candidate) => `/speculate retry ${candidate}`,
  cancel: () => '/speculate cancel',
}
