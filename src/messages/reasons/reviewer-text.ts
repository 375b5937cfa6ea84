import { AttemptFailure } from '../../domain/candidate/attempt.ts'
import type { RowReview } from '../../domain/judgement/row.ts'
import { codeSpan } from '../foreign/foreign-text.ts'
import { count } from '../numbers.ts'

/** What one reviewer said, as in "`claude` asks for changes (2 findings)". */
export function reviewerText({ toolchain, verdict, findings, failure }: RowReview['by'][number]): string {
  const who = codeSpan(toolchain, 40)
  if (failure !== undefined) return `${who} abstains (${failureText(failure)})`
  return `${who} ${VERDICTS[verdict]}${findings === 0 ? '' : ` (${count(findings, 'finding')})`}`
}

export const VERDICTS = {
  approve: 'approves',
  abstain: 'abstains',
  request_changes: 'asks for changes',
} as const

function failureText(failure: string): string {
  const known = AttemptFailure.safeParse(failure)
  return known.success ? WHY[known.data] : 'no answer'
}

const WHY: Record<AttemptFailure, string> = {
  'timed-out': 'its time was up',
  crashed: 'it ended with an error',
  'no-changes': 'it left no review',
  'too-large': 'its review was too large',
  'damaged-work-tree': 'its review could not be read',
  'not-one-patch': 'the patch could not be read',
  'not-installed': 'it could not be started',
  'budget-spent': 'the budget was spent',
  'model-unavailable': 'it got no answer from its model',
  'limit-exceeded': 'it used more of the machine than allowed',
  cancelled: 'it was cancelled',
  interrupted: 'it was interrupted',
  internal: 'a fault in this app',
}
