import type { Scoreboard } from '../domain/scoreboard.ts'
import { type Decided, decide } from './decide.ts'
import { type ScoreInput, score } from './score/score.ts'

/** Everything a verdict depends on. */
export interface JudgeInput extends ScoreInput {
  /** Why the run is ended before its time, if it is. */
  readonly withdrawn?: string | undefined
}

/** Score and decide; the same function for a verdict and for its replay from the log. */
export function judge({ withdrawn, ...input }: JudgeInput): Decided {
  const scored = score(input)
  const minComparable = input.speculation.settings.speculation.min_comparable
  return withdrawn === undefined ? decide(scored, { minComparable }) : withdraw(scored, withdrawn)
}

function withdraw(scoreboard: Scoreboard, reason: string): Decided {
  const rows = scoreboard.rows.map((row) =>
    row.result === 'waiting' || row.result === 'hold'
      ? { ...row, result: 'reject' as const, reason: 'was withdrawn before a verdict' }
      : row,
  )
  return { decision: { kind: 'escalate', cause: 'withdrawn', reason }, scoreboard: { ...scoreboard, rows } }
}
