import type { Decision, Row, Scoreboard } from '../domain/scoreboard.ts'
import { formatPoints } from '../messages/numbers.ts'

export interface Decided {
  readonly decision: Decision
  /** The same rows with the last word on each: one promote at most, hold and reject with why. */
  readonly scoreboard: Scoreboard
}

/** Is there exactly one winner? Nobody is judged before everybody has been heard. */
export function decide(scoreboard: Scoreboard): Decided {
  const { rows, threshold } = scoreboard
  const waiting = rows.filter((row) => row.result === 'waiting')
  if (waiting.length > 0) {
    const who = waiting.map((row) => `\`${row.candidate}\`: ${row.reason}`).join('; ')
    return { decision: { kind: 'wait', reason: who }, scoreboard }
  }
  const [best, runnerUp] = rows.filter((row) => row.result === 'hold')
  if (!best) {
    const reason =
      rows.length === 1
        ? 'The only candidate was rejected.'
        : `None of the ${rows.length} candidates passed every gate.`
    return { decision: { kind: 'escalate', cause: 'nobody-passed', reason }, scoreboard }
  }
  if ((best.score ?? 0) < threshold) return belowThreshold(scoreboard, best)
  const decision: Decision = {
    kind: 'promote',
    candidate: best.candidate,
    reason: whyBest(best, runnerUp, threshold),
  }
  return { decision, scoreboard: { ...scoreboard, rows: rows.map((row) => lastWord(row, best)) } }
}

/** C4: a candidate that is merely the best of the bad is a human's to choose. */
function belowThreshold(scoreboard: Scoreboard, best: Row): Decided {
  const reason = `The best candidate, \`${best.candidate}\`, scores ${points(best)}; ${formatPoints(scoreboard.threshold)} are needed.`
  const rows = scoreboard.rows.map((row) =>
    row.result === 'hold'
      ? {
          ...row,
          reason: `passes every check but scores ${points(row)}, below the threshold of ${formatPoints(scoreboard.threshold)}`,
        }
      : row,
  )
  return {
    decision: { kind: 'escalate', cause: 'below-threshold', reason },
    scoreboard: { ...scoreboard, rows },
  }
}

function whyBest(best: Row, runnerUp: Row | undefined, threshold: number): string {
  const passed = `passes all ${best.checks.length} required checks and scores ${points(best)} of 100 (${formatPoints(threshold)} needed)`
  if (!runnerUp) return `\`${best.candidate}\` ${passed}; no other candidate passed every gate.`
  if (isTie(best, runnerUp)) {
    return `\`${best.candidate}\` ${passed}; \`${runnerUp.candidate}\` scores the same, and ${tieBreak(best, runnerUp)}.`
  }
  return `\`${best.candidate}\` ${passed}; the next, \`${runnerUp.candidate}\`, scores ${points(runnerUp)}: ${difference(best, runnerUp)}.`
}

function tieBreak(best: Row, other: Row): string {
  return `the tie goes to ${lines(best) < lines(other) ? 'the smaller diff' : 'the one planned first'}`
}

/** The part that separates two scores most, in words. */
function difference(better: Row, worse: Row): string {
  const gaps = better.parts.map((part) => {
    const other = worse.parts.find((one) => one.name === part.name)
    return {
      name: part.name,
      gap: part.points - (other?.points ?? 0),
      ours: part.explanation,
      theirs: other?.explanation ?? 'none',
    }
  })
  const largest = gaps.sort((a, b) => b.gap - a.gap)[0]
  return largest
    ? `${largest.name} decides (${largest.ours}, against ${largest.theirs})`
    : 'it is better in the sum'
}

function lastWord(row: Row, best: Row): Row {
  if (row.candidate === best.candidate) {
    const reason = `passes all ${row.checks.length} required checks with the highest score, ${points(row)}`
    return { ...row, result: 'promote', reason }
  }
  if (row.result !== 'hold') return row
  const why = isTie(row, best)
    ? `scores the same as \`${best.candidate}\`, and ${tieBreak(best, row)}`
    : `scores ${points(row)} against ${points(best)}: ${difference(best, row)}`
  return { ...row, reason: `passes every check, but ${why}` }
}

/** Sums of the same parts may differ in the last bits. */
function isTie(a: Row, b: Row): boolean {
  return Math.abs((a.score ?? 0) - (b.score ?? 0)) < 1e-9
}

function points(row: Row): string {
  return formatPoints(row.score ?? 0)
}

function lines({ insertions = 0, deletions = 0 }: Row): number {
  return insertions + deletions
}
