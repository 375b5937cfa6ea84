import type { Row } from '../../../domain/judgement/row.ts'
import { codeSpan } from '../../../messages/foreign/foreign-text.ts'
import type { GateCase } from '../../gates/gate-case.ts'
import type { AllAssessed } from '../all-assessed.ts'
import { expectationsText } from './risk.ts'

/**
 * Who makes existing tests expect something else, while another one passes the same tests as they are, has the highest risk there is:
 * and stands behind that one: no smaller size makes up for it. Where everybody does it, the issue asks for it, and it is only reported as a risk.
 */
export function weighExpectations(
  { rows, evidence }: AllAssessed,
  remaining: readonly GateCase[],
): AllAssessed {
  const without = remaining.find((one) => one.measures && expectationsText(one.measures) === undefined)
  if (!without) return { rows, evidence }
  const changing = new Map(remaining.map(({ id, measures }) => [id, expectationsText(measures)]))
  return {
    rows: rows.map((row) => withHighestRisk(row, changing.get(row.candidate), without)),
    evidence: evidence.map((one) =>
      changing.get(one.id) === undefined ? one : { ...one, changes_expectations: true, risk: 'critical' },
    ),
  }
}

function withHighestRisk(row: Row, words: string | undefined, without: GateCase): Row {
  if (words === undefined || row.result !== 'hold' || row.phase !== 'judged' || !row.risk) return row
  const others = row.risk.reasons.filter((reason) => reason !== words)
  return {
    ...row,
    changesExpectations: true,
    risk: {
      level: 'critical',
      reasons: [`${words}, which ${codeSpan(without.id, 40)} passes as they are`, ...others],
    },
  }
}
