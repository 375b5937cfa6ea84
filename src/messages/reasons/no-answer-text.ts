import type { AttemptFailure, FailedAttempt } from '../../domain/candidate/attempt.ts'
import { codeSpan } from '../foreign/foreign-text.ts'

const MAX_DETAIL = 120

/** What became of a toolchain that was asked for an answer: a phrase that follows its name, without a full stop. `detail` is foreign text. */
export function noAnswerText(
  asked: 'plan' | 'opinion',
  { failure, detail }: Pick<FailedAttempt, 'failure' | 'detail'>,
): string {
  const why = `gave no ${asked} (${WHY[failure] ?? 'it could not be read'}`
  return detail.trim() === '' ? `${why})` : `${why}: ${codeSpan(detail, MAX_DETAIL)})`
}

const WHY: Partial<Record<AttemptFailure, string>> = {
  'timed-out': 'its time was up',
  crashed: 'it ended with an error',
  'no-changes': 'it left nothing that can be used',
  'not-installed': 'it could not be started',
  'limit-exceeded': 'it used more of the machine than allowed',
  'budget-spent': 'its budget was spent',
  'model-unavailable': 'it got no answer from its model',
  cancelled: 'it was cancelled',
  interrupted: 'it was interrupted',
  internal: 'a fault in this app',
}
