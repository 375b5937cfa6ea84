import { type InvariantFacts, OLDEST_LOOK_MS } from './facts.ts'

/** The clock of the app is GitHub's, which tells whole seconds. */
const CLOCK_MS = 2_000

/**
 * Where somebody is promoted, whoever was compared had passed the whole contract when the verdict was found: the winner, and those who lost
 * by their score alone.
 */
export function verdictWithContract({ rows, green }: InvariantFacts): readonly string[] {
  return [...rows.speculations.values()].flatMap(({ id, verdict }) => {
    if (verdict?.decision.kind !== 'promote') return []
    const at = Date.parse(verdict.decidedAt)
    return verdict.scoreboard.rows.flatMap(({ candidate, gates, head, left, result }) => {
      if (gates.length > 0 || left !== undefined) return []
      if (head !== undefined && green.wasGreen(head, at - OLDEST_LOOK_MS, at + CLOCK_MS)) return []
      return [`${id} compares ${candidate}: ${result}, and its checks had not passed`]
    })
  })
}
