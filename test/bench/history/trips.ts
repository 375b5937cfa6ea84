import type { Measures } from '../../../src/domain/judgement/measures.ts'
import type { GateResult } from '../../../src/domain/judgement/row.ts'

export interface Trip {
  readonly gate: string
  /** As the scoreboard says it. */
  readonly reason: string
  /** What else the gate has found, for whoever wants to tell whether it is right. */
  readonly found: readonly unknown[]
}

/** One for each gate: a candidate is asked twice by those that guard the repository. */
export function tripsOf(results: readonly GateResult[], measures: Measures | undefined): readonly Trip[] {
  const byGate = new Map(results.map((one) => [one.gate, one]))
  return [...byGate.values()].map(({ gate, reason }) => ({ gate, reason, found: foundBy(gate, measures) }))
}

function foundBy(gate: string, measures: Measures | undefined): readonly unknown[] {
  if (gate === 'what judges') return measures?.judges ?? []
  if (gate === 'weakened tests') return measures?.tests.weakened ?? []
  if (gate === 'defeats tests') return measures?.tests.defeated ?? []
  const isAboutFindings = ['secret', 'security', 'migration-risk', 'snapshot-drift'].includes(gate)
  return isAboutFindings ? (measures?.findings ?? []) : []
}
