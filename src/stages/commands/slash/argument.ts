import type { CandidateId } from '../../../domain/candidate/candidate.ts'
import { competitors } from '../../../domain/candidate/competitor.ts'
import type { CandidateFacts } from '../../../domain/forge/forge-facts.ts'
import type { Speculation } from '../../../domain/run/speculation.ts'

/** What may follow the name of a command, once for all commands. */
export interface Argument<T> {
  /** As it is written in help: `#123`. */
  readonly example: string
  /** A clause about what is missing where `read` finds nothing: `it names no pull request`. */
  readonly missing: string
  /** A clause that is more exact than `missing`, about what cannot be read. */
  readonly mistake?: (text: string) => string | undefined
  /** `text` is everything after the command's name, trimmed. It is foreign text. `on` is the pull request that it was written on. */
  readonly read: (text: string, on?: number) => T | undefined
}

export const NOTHING: Argument<null> = {
  example: '',
  missing: 'nothing may follow it',
  read: (text) => (text === '' ? null : undefined),
}

export const PULL_REQUEST: Argument<number> = {
  example: '#123',
  missing: 'it names no pull request',
  read: (text) => numbered(text, /^#?([1-9]\d{0,8})$/),
}

/** The number of a candidate's draft, or the candidate's name or tag. */
export type CandidateName =
  | { readonly pullRequest: number; readonly text?: undefined }
  | { readonly text: string; readonly pullRequest?: undefined }

/** On a draft it is the candidate of that draft, where no other one is named. */
export const CANDIDATE: Argument<CandidateName> = {
  example: '#123',
  missing: 'it names no candidate: the number of a draft, or the name in the scoreboard',
  read: (text, on) => {
    if (text === '') return on === undefined ? undefined : { pullRequest: on }
    const pullRequest = numbered(text, /^#?([1-9]\d{0,8})$/)
    if (pullRequest !== undefined) return { pullRequest }
    return /^`?[\w-]{1,40}`?$/.test(text) ? { text: text.replaceAll('`', '').toLowerCase() } : undefined
  },
}

/** Undefined where the run has no such candidate. */
export function candidateNamed(
  { pullRequest, text }: CandidateName,
  run: Speculation,
  candidates: readonly CandidateFacts[],
): CandidateId | undefined {
  if (text === undefined) return candidates.find((one) => one.pullRequest?.number === pullRequest)?.candidate
  return competitors(run).find(({ id, tag }) => id === text || tag === text)?.id
}

function numbered(text: string, pattern: RegExp): number | undefined {
  const number = pattern.exec(text)?.[1]
  return number === undefined ? undefined : Number(number)
}
