import type { Attempt } from './attempt.ts'

/** An interrupted attempt is made once more; anything that the agent did itself is its answer. */
const MAX_ATTEMPTS = 2

/** Whether the last attempt of its candidate is made once more, by its number. */
export function mayTryAgain(attempt: Attempt): boolean {
  return isInterrupted(attempt) && attempt.number < MAX_ATTEMPTS
}

/** The same where other attempts are counted by the same numbers: `own` are those at one and the same thing, the last one at the end. */
export function mayRepeat(own: readonly Attempt[]): boolean {
  const last = own.at(-1)
  return last !== undefined && isInterrupted(last) && own.length < MAX_ATTEMPTS
}

/** It ended only because its worker died, which says nothing about the candidate. */
export function isInterrupted({ outcome }: Attempt): boolean {
  return outcome?.kind === 'failure' && outcome.failure === 'interrupted'
}
