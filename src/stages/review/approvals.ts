import type { Row, RowReview } from '../../domain/judgement/row.ts'
import { count, list } from '../../messages/numbers.ts'
import { reviewerText } from '../../messages/reasons/reviewer-text.ts'

/** Whether a candidate has the approvals that a winner needs; always where nobody reviews. */
export function isApproved({ review }: Row): boolean {
  return !review || review.approvals >= review.required
}

export function doDisagree({ review }: Row): boolean {
  const said = (review?.by ?? []).map(({ verdict }) => verdict)
  return said.includes('approve') && said.includes('request_changes')
}

/** A phrase that follows the name of the candidate. */
export function unapproved({ review }: Row): string {
  const { approvals, required, by } = review ?? NO_REVIEW
  return `passes every check, but has ${approvals} of the ${count(required, 'approval')} it needs: ${list(by.map(reviewerText))}`
}

export function disagreement({ review }: Row): string {
  return list((review ?? NO_REVIEW).by.map(reviewerText))
}

const NO_REVIEW: RowReview = { verdict: 'abstain', approvals: 0, required: 0, by: [] }
