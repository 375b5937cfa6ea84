import type { GateResult, Row } from '../../domain/scoreboard.ts'

/** The first gate is the deciding fact; the others stay in the details. */
export function reject<R extends Row>(row: R, gates: readonly GateResult[]): R {
  return {
    ...row,
    phase: 'judged',
    result: 'reject',
    gates: [...gates],
    reason: gates[0]?.reason ?? 'was rejected',
  }
}
