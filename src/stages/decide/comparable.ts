import type { Row } from '../../domain/judgement/row.ts'
import { count } from '../../messages/numbers.ts'

/**
 * Choosing among too few is not a selection (A7). A candidate could be compared when the verifier gave a final answer about it, good or
 * bad; one without a patch, one that a gate stopped before, and one whose checks never answered could not. Undefined when enough could.
 */
export function whyNotComparable(rows: readonly Row[], least: number): string | undefined {
  const comparable = rows.filter(isComparable).length
  const survivors = rows.filter((row) => row.result === 'hold').length
  if (survivors > 0 && comparable < least) {
    return `Only ${comparable} of ${count(rows.length, 'candidate')} could be compared; at least ${least} are required.`
  }
  const unanswered = rows.some((row) => row.checks.some((check) => !isAnswered(check)))
  return comparable === 0 && unanswered
    ? 'No candidate could be compared: the required checks gave no final answer about any of them.'
    : undefined
}

/** A sum that is exactly the threshold on paper reaches it, whatever its last bits say. */
const ROUNDING = 1e-9

/** Where a policy only ranks there is no threshold. */
export function reaches({ score = 0 }: Row, threshold: number | undefined): boolean {
  return threshold === undefined || score >= threshold - ROUNDING
}

function isComparable({ result, checks }: Row): boolean {
  return result === 'hold' || (checks.length > 0 && checks.every(isAnswered))
}

/** It gave an answer itself, or another check answers for it: the one whose failure cancelled it. Where none is required, none is missing. */
function isAnswered({ verdict, notRequired, cancelledBy }: Row['checks'][number]): boolean {
  return notRequired === true || cancelledBy !== undefined || verdict === 'passed' || verdict === 'failed'
}
