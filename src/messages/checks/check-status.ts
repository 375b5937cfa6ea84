import { type CheckVerdict, isCounted } from '../../domain/checks/evidence.ts'
import type { Row } from '../../domain/judgement/row.ts'
import { codeSpan } from '../foreign/foreign-text.ts'

/** What became of a check: its verdict, or what a check without one is once its candidate has been judged. */
export type CheckStatus = CheckVerdict['verdict'] | 'not-waited-for' | 'not-run'

export const HAS_NOT_STARTED = 'has not started'

/** Nothing is pending any more of a candidate that is judged; `isDecided` where the whole run is. */
export function checkStatus(
  { verdict, reason }: Pick<CheckVerdict, 'verdict' | 'reason'>,
  { phase }: Pick<Row, 'phase'>,
  isDecided = false,
): CheckStatus {
  if (verdict !== 'pending' || (phase !== 'judged' && !isDecided)) return verdict
  return reason.startsWith(HAS_NOT_STARTED) ? 'not-run' : 'not-waited-for'
}

export const CHECK_STATUS_TEXT: Record<CheckStatus, string> = {
  passed: 'passed',
  failed: 'failed',
  pending: 'pending',
  unverified: 'no result',
  'timed-out': 'timed out',
  'not-waited-for': 'not waited for',
  'not-run': 'not run',
}

/** The status in words, as the end of `It …`. */
export function checkStatusReason(
  check: Pick<CheckVerdict, 'verdict' | 'reason'>,
  status: CheckStatus,
): string {
  if (status === 'not-waited-for')
    return 'was still running when its candidate was judged, which did not wait for it'
  if (status === 'not-run') return 'had not started when its candidate was judged'
  return check.reason
}

/** All required checks of a candidate in a few words, each counted once: "✗ 1 of 3 failed: `test`; 2 passed". */
export function checksText(row: Pick<Row, 'checks' | 'phase'>, isDecided: boolean): string {
  const kinds = row.checks.map((check) => kindOf(check, checkStatus(check, row, isDecided)))
  const all = kinds.length
  if (kinds.every((kind) => kind === 'passed')) return all === 1 ? '✓ passed' : `✓ all ${all} passed`
  const ofKind = (kind: (typeof KINDS)[number]) =>
    row.checks.filter((_, n) => kinds[n] === kind).map(({ check }) => check)
  const stops = STOPS.flatMap(({ kind, words }) => {
    const names = ofKind(kind)
    if (names.length === 0) return []
    return [all === 1 ? `✗ ${words}` : `✗ ${names.length} of ${all} ${words}: ${named(names)}`]
  })
  const others = KINDS.filter((kind) => !STOPS.some((stop) => stop.kind === kind)).flatMap((kind) => {
    const amount = ofKind(kind).length
    return amount === 0 ? [] : [`${amount} ${kind}`]
  })
  return [...stops, ...(others.length > 0 ? [others.join(', ')] : [])].join('; ')
}

/** As many as a cell has room for. */
function named(checks: readonly string[]): string {
  const shown = checks.slice(0, 2).map((check) => codeSpan(check, 40))
  return [...shown, ...(checks.length > 2 ? [`${checks.length - 2} more`] : [])].join(', ')
}

const KINDS = [
  'failed',
  'timed out',
  'no result',
  'passed',
  'running',
  'failing on the base too',
  'not needed',
  'not waited for',
  'not run',
] as const

/** Those that keep a candidate from being promoted. */
const STOPS = [
  { kind: 'failed', words: 'failed' },
  { kind: 'timed out', words: 'timed out' },
  { kind: 'no result', words: 'without a result' },
] as const

function kindOf(check: CheckVerdict, status: CheckStatus): (typeof KINDS)[number] {
  if (check.notRequired) return 'not needed'
  if (check.cancelledBy) return 'not run'
  if (!isCounted(check) && status !== 'pending') return 'failing on the base too'
  const word = CHECK_STATUS_TEXT[status]
  return KINDS.find((kind) => kind === word) ?? 'running'
}

/** The column of tests: `pass`, `fail`, or the state it is in instead. */
export function testsText({ tests, phase }: Pick<Row, 'tests' | 'phase'>, isDecided: boolean): string {
  return tests === 'pending' && (phase === 'judged' || isDecided) ? 'not run' : tests
}
