import type { Attempt } from '../../../domain/candidate/attempt.ts'
import type { Row } from '../../../domain/judgement/row.ts'
import type { Speculation } from '../../../domain/run/speculation.ts'
import { codeSpan } from '../../../messages/foreign/foreign-text.ts'
import { list } from '../../../messages/numbers.ts'
import { type ReviewState, review } from '../../review/review.ts'
import type { AllAssessed } from '../all-assessed.ts'
import { mayWin } from '../rank-survivors.ts'
import { waitsFor } from '../waits-for.ts'

interface ReviewInput {
  readonly speculation: Speculation
  readonly attempts: readonly Attempt[]
  /** Nobody can be asked any more. */
  readonly isSpent: boolean
}

/** Reviews cost, so only those are reviewed that stand when all checks have spoken; then their reviewers are waited for (C6). */
export function reviewedRows({ rows, evidence }: AllAssessed, reviewing: ReviewInput): AllAssessed {
  if (rows.some((row) => row.result === 'waiting')) return { rows, evidence }
  const asked = rows.filter(mayWin).map((row) => [row.candidate, review(row.candidate, reviewing)] as const)
  const answers = new Map(asked)
  return {
    rows: rows.map((row) => withReview(row, answers.get(row.candidate))),
    evidence: evidence.map((one) => {
      const verdict = answers.get(one.id)?.review?.verdict
      return verdict === undefined ? one : { ...one, review: verdict }
    }),
  }
}

function withReview(row: Row, answer: ReviewState | undefined): Row {
  if (!answer || !mayWin(row)) return row
  if (answer.review) return { ...row, review: answer.review }
  const who = list(answer.waiting.map((toolchain) => codeSpan(toolchain, 40)))
  return waitsFor(row, { phase: 'reviewing', reason: `waits for the review of ${who}` })
}
