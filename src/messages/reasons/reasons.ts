import type { AttemptFailure, AttemptOutcome } from '../../domain/candidate/attempt.ts'
import { codeSpan } from '../foreign/foreign-text.ts'
import { formatSeconds } from '../numbers.ts'

const MAX_DETAIL = 300

/**
 * Why an attempt ended without a patch: a phrase that follows the candidate's name, without a full stop. `detail` is foreign text.
 */
export function attemptFailureReason(
  outcome: Pick<Extract<AttemptOutcome, { kind: 'failure' }>, 'failure' | 'detail' | 'usage'>,
): string {
  const what = failurePhrase(outcome.failure, outcome.usage.seconds)
  return outcome.detail.trim() === '' ? what : `${what}: ${codeSpan(outcome.detail, MAX_DETAIL)}`
}

function failurePhrase(failure: AttemptFailure, seconds: number): string {
  switch (failure) {
    case 'timed-out':
      return `has no patch: its agent was stopped after ${formatSeconds(seconds)}, when its time was up`
    case 'crashed':
      return 'has no patch: its agent ended with an error'
    case 'no-changes':
      return 'has no patch: its agent ended without changing a file'
    case 'too-large':
      return 'changes a file that is larger than allowed'
    case 'damaged-work-tree':
      return 'left a work tree that cannot be read as a patch'
    case 'limit-exceeded':
      return 'has no patch: its agent used more of the machine than allowed'
    case 'budget-spent':
      return 'has no patch: its agent had used up its budget'
    case 'model-unavailable':
      return 'has no patch: its agent got no answer from its model'
    case 'not-one-patch':
      return 'cannot be compared with the others'
    case 'not-installed':
      return 'has no patch: its agent could not be started on this machine'
    case 'cancelled':
      return 'has no patch: its attempt was cancelled'
    case 'interrupted':
      return 'has no patch: its attempt was interrupted'
    case 'internal':
      return 'has no patch because of a fault in this app, not in the candidate'
    default:
      return failure satisfies never
  }
}

/** Whether a reason goes on after the candidate's name, or is a sentence of its own, as where nobody could tell. */
export function isClause(reason: string): boolean {
  return !reason.startsWith('no ')
}
