import type { Row } from '../../domain/judgement/row.ts'

/** Lines without those in tests, comments and documentation, as the policies count them. */
export function rationaleMetrics({
  complexityDelta,
  insertions,
  testLines,
  wordLines,
}: Row): readonly string[] {
  const beside = (testLines?.insertions ?? 0) + (wordLines?.insertions ?? 0)
  const lines = insertions === undefined ? undefined : insertions - beside
  return [`complexity_delta=${complexityDelta ?? 'unknown'}`, `lines_added=${lines ?? 'unknown'}`]
}

/** A row's reason, which the rationale does not mark up. */
export function plainReason({ reason }: Pick<Row, 'reason'>): string {
  return reason.replaceAll('`', '')
}
