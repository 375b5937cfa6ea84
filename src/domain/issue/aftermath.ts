import { z } from 'zod'
import { CandidateId } from '../candidate/candidate.ts'

/** Why a promotion is no longer true. A verdict is never rewritten; this is what came after it, once at most. */
export const Revocation = z.strictObject({
  cause: z.enum([
    'new-commits',
    'retargeted',
    'check-failed',
    'conflict',
    'contract-changed',
    'base-rewritten',
    'held',
  ]),
  /** What happened, as a clause: "`test` failed when it ran again on the same commit". */
  reason: z.string(),
  at: z.string(),
})
export type Revocation = z.infer<typeof Revocation>

/** What a person decided about a candidate after the verdict, or against it; never undone (E8). */
export const HumanChoice = z.strictObject({
  kind: z.enum([
    'made-ready',
    'reopened',
    'merged',
    'closed',
    'sent-back',
    'promoted',
    'restored',
    /** What they had had promoted was given another base branch, so that it is promoted no more. */
    'retargeted',
  ]),
  candidate: CandidateId,
  /** Absent when the forge does not say who it was. */
  actor: z.string().optional(),
  /** A bot did it; of a closing, for the second time. */
  isBot: z.literal(true).optional(),
  /** Of a closing: its base branch was deleted, and the forge closed it for that. */
  isBaseGone: z.literal(true).optional(),
  /** Of what was merged: its last commit, and how many lines it changes; absent in choices from before they were kept. */
  head: z.string().optional(),
  lines: z.strictObject({ insertions: z.int().nonnegative(), deletions: z.int().nonnegative() }).optional(),
  /** By how many lines that differs from what was judged; absent where it is the same commit, or cannot be told. */
  edited: z.int().nonnegative().optional(),
  at: z.string(),
})
export type HumanChoice = z.infer<typeof HumanChoice>

/** Asked of us by a command, so that we do it; whatever people do themselves later goes before it. */
export function isAsked({ kind }: HumanChoice): boolean {
  return kind === 'promoted' || kind === 'restored'
}

/**
 * Whether it is among them: of each candidate and kind one is kept, until something is asked for the candidate, or somebody does something
 * else to it; what comes after that is new again. A merge is final.
 */
export function isKnownChoice(choices: readonly HumanChoice[], choice: HumanChoice): boolean {
  const own = choices.filter(({ candidate }) => candidate === choice.candidate)
  if (isAsked(choice)) return own.some(({ kind, at }) => kind === choice.kind && at === choice.at)
  const since = own.slice(own.findLastIndex(isAsked) + 1)
  const place = since.findLastIndex(({ kind }) => kind === choice.kind)
  const before = since[place]
  if (!before || choice.kind === 'merged') return before !== undefined
  const isEarlier = ({ at }: HumanChoice) => Date.parse(at) < Date.parse(choice.at)
  return !(isEarlier(before) && since.slice(place + 1).some(isEarlier))
}

/** A person has taken a candidate, or turned the winner down: no promotion is taken back any more. */
export function isPersonsChoice({ kind }: HumanChoice): boolean {
  return kind !== 'reopened' && kind !== 'restored'
}

/** What stands of a candidate: the last of the choices about it. */
export function lastChoice(choices: readonly HumanChoice[], candidate: CandidateId): HumanChoice | undefined {
  return choices.findLast((choice) => choice.candidate === candidate)
}

/** The candidate that a person has had promoted, if that still stands. Of two the earlier one was given up for the later one. */
export function promotedByPerson(choices: readonly HumanChoice[]): CandidateId | undefined {
  const last = lastPromoted(choices)
  return last && lastChoice(choices, last.candidate) === last ? last.candidate : undefined
}

/** A person has had another candidate promoted since: the winner is none any more, whatever has become of theirs. */
export function isReplaced(choices: readonly HumanChoice[], winner: CandidateId): boolean {
  const last = lastPromoted(choices)
  return last !== undefined && last.candidate !== winner
}

/** What a person has had promoted last, whatever has become of it. */
export function lastPromoted(choices: readonly HumanChoice[]): HumanChoice | undefined {
  return choices.findLast(({ kind }) => kind === 'promoted')
}

/** The candidate is a draft again, or closed. */
export function isAgainst({ kind }: HumanChoice): boolean {
  return kind === 'closed' || kind === 'sent-back' || kind === 'retargeted'
}

/** Nobody has decided against the candidate since. */
function stands(choices: readonly HumanChoice[], choice: HumanChoice): boolean {
  const later = choices.slice(choices.indexOf(choice) + 1)
  return !later.some((one) => one.candidate === choice.candidate && isAgainst(one))
}

/** By a person, and so it stands. */
export function isMadeReady(choices: readonly HumanChoice[], candidate: CandidateId): boolean {
  return choices.some(
    (one) => one.candidate === candidate && one.kind === 'made-ready' && stands(choices, one),
  )
}

/** A merge is final; otherwise the latest candidate that somebody has had promoted, or marked ready, where that still stands. */
export function takenBy(choices: readonly HumanChoice[] = []): HumanChoice | undefined {
  const promoted = promotedByPerson(choices)
  return (
    choices.findLast(({ kind }) => kind === 'merged') ??
    choices.findLast((choice) =>
      choice.kind === 'promoted'
        ? choice.candidate === promoted
        : choice.kind === 'made-ready' && stands(choices, choice),
    )
  )
}
