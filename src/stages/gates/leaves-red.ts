import type { Row } from '../../domain/judgement/row.ts'
import { codeSpan } from '../../messages/foreign/foreign-text.ts'
import { list } from '../../messages/numbers.ts'
import { NO_PROOF_GATE } from '../verify/nothing-judged.ts'
import type { ChecksGate, Everybody } from './gate.ts'

export const leavesRed: ChecksGate = {
  name: 'leaves red',
  class: 'checks',
  judge: left,
  documentation: 'a check left failing, as on the base, that another candidate makes pass',
}

/**
 * Nobody is blamed for what the base fails too, until somebody shows that it can be turned green. Only what no gate of its own rejects
 * shows that: otherwise a cheat would take the others with it.
 */
function left(row: Row, { rows }: Everybody): readonly string[] {
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
    return [`leaves ${codeSpan(check, 80)} failing, which ${list(by)} ${verb} pass`]
  })
}
