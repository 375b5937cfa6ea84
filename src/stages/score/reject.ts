import { type CheckVerdict, isCounted } from '../../domain/checks/evidence.ts'
import type {
  GateResult,
  JudgedRow,
  PatchlessRow,
  Row,
  UnwrittenRow,
  WrittenRow,
} from '../../domain/judgement/row.ts'
import { codeSpan } from '../../messages/foreign/foreign-text.ts'
import { list } from '../../messages/numbers.ts'

/** The first gate is the deciding fact, with the other checks that do not pass either; the other gates stay in the details. */
export function reject(row: WrittenRow, gates: readonly GateResult[]): JudgedRow
export function reject(row: UnwrittenRow, gates: readonly GateResult[]): PatchlessRow
export function reject(row: Row, gates: readonly GateResult[]): JudgedRow | PatchlessRow
export function reject(row: Row, gates: readonly GateResult[]): JudgedRow | PatchlessRow {
  const phase = 'judged'
  const result = 'reject'
  const reason = whyRejected(gates, row.checks)
  return row.risk
    ? { ...row, phase, result, gates: [...gates], reason }
    : { ...row, phase, result, gates: [...gates], reason }
}

/** Also of evidence that comes from anywhere. */
export function whyRejected(
  [first]: readonly GateResult[],
  checks: readonly Pick<CheckVerdict, 'check' | 'verdict' | 'redOnBase' | 'notRequired' | 'cancelledBy'>[],
): string {
  if (first === undefined) return 'was rejected'
  const open = checks.filter((one) => isCounted(one) && !['passed', 'pending'].includes(one.verdict))
  const isOfCheck = open.some(({ check }) => first.reason.includes(codeSpan(check, 80)))
  const others = open.filter(({ check }) => !first.reason.includes(codeSpan(check, 80)))
  if (!isOfCheck || others.length === 0) return first.reason
  const names = list(others.map(({ check }) => codeSpan(check, 80)))
  const failing = others.every(({ verdict }) => verdict === 'failed')
  if (failing) return `${first.reason}; ${names} ${others.length === 1 ? 'fails' : 'fail'}, too`
  return `${first.reason}; ${names} ${others.length === 1 ? 'does' : 'do'} not pass either`
}
