import type { CheckVerdict } from '../../../domain/checks/evidence.ts'
import type { GateResult, Row } from '../../../domain/judgement/scoreboard.ts'
import { codeSpan } from '../../../messages/foreign/foreign-text.ts'
import { list } from '../../../messages/numbers.ts'
import { NO_PROOF_GATE } from '../nothing-judged.ts'

/** Names of the required checks that fail on the base and pass here. */
export function turnedGreen(checks: readonly CheckVerdict[]): readonly string[] {
  return checks.flatMap(({ check, redOnBase, verdict }) => (redOnBase && verdict === 'passed' ? [check] : []))
}

const GATE = 'leaves red'

/**
 * Nobody is blamed for what the base fails too, until somebody shows that it can be turned green. Only what no gate of its own rejects
 * shows that: otherwise a cheat would take the others with it.
 */
export function leavesRed(row: Row, rows: readonly Row[]): readonly GateResult[] {
  const isOpen =
    row.result === 'hold' || (row.gates.length > 0 && row.gates.every(({ gate }) => gate === NO_PROOF_GATE))
  if (!isOpen) return []
  return row.checks.flatMap(({ check, redOnBase, verdict, mustFail, notRequired }) => {
    if (!redOnBase || mustFail || notRequired || verdict === 'passed') return []
    const by = rows
      .filter(({ result, turnsGreen }) => result === 'hold' && turnsGreen?.includes(check))
      .map(({ candidate }) => codeSpan(candidate, 60))
      .sort()
    if (by.length === 0) return []
    const verb = by.length === 1 ? 'makes' : 'make'
    return [{ gate: GATE, reason: `leaves ${codeSpan(check, 80)} failing, which ${list(by)} ${verb} pass` }]
  })
}
