import type { Row } from '../../../domain/judgement/row.ts'
import { codeSpan } from '../../../messages/foreign/foreign-text.ts'
import type { GateCase } from '../../gates/gate-case.ts'
import { expectationsText } from './risk.ts'

/**
 * Who makes existing tests expect something else, while another one passes the same tests as they are, has the highest risk there is:
 * and stands behind that one: no smaller size makes up for it. Where everybody does it, the issue asks for it, and it stays a risk that is told.
 */
export function weighExpectations(row: Row, own: GateCase, remaining: readonly GateCase[]): Row {
  const words = expectationsText(own.measures)
  const without = remaining.find((one) => one.measures && expectationsText(one.measures) === undefined)
  if (words === undefined || !without || row.phase !== 'judged' || !row.risk) return row
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
