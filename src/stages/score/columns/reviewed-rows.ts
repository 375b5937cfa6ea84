import type { Attempt } from '../../../domain/candidate/attempt.ts'
import type { JudgedRow, Row } from '../../../domain/judgement/row.ts'
import type { Speculation } from '../../../domain/run/speculation.ts'
import { codeSpan } from '../../../messages/foreign/foreign-text.ts'
import { list } from '../../../messages/numbers.ts'
import { review } from '../../review/review.ts'
import { mayWin } from '../rank-survivors.ts'
import { waitsFor } from '../waits-for.ts'

interface ReviewInput {
  readonly speculation: Speculation
  readonly attempts: readonly Attempt[]
  /** Nobody can be asked any more. */
  readonly isSpent: boolean
}

/** Reviews cost, so only those are reviewed that stand when all checks have spoken; then their reviewers are waited for (C6). */
export function reviewedRows(rows: readonly Row[], reviewing: ReviewInput): readonly Row[] {
  if (rows.some((row) => row.result === 'waiting')) return rows
  return rows.map((row) => (mayWin(row) ? reviewed(row, reviewing) : row))
}

function reviewed(row: JudgedRow, reviewing: ReviewInput): Row {
  const answer = review(row.candidate, reviewing)
  if (!answer) return row
  if (answer.review) return { ...row, review: answer.review }
  const who = list(answer.waiting.map((toolchain) => codeSpan(toolchain, 40)))
  return waitsFor(row, { phase: 'reviewing', reason: `waits for the review of ${who}` })
}
