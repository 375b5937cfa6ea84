import type { Decision, Row, Scoreboard } from '../domain/scoreboard.ts'
import { formatKey, formatPoints } from '../messages/numbers.ts'
import { whyNotComparable } from './comparable.ts'
import { isTie, tieBreak } from './policies/rank-rows.ts'

export interface Decided {
  readonly decision: Decision
  /** The same rows with the last word on each: one promote at most, hold and reject with why. */
  readonly scoreboard: Scoreboard
}

/** A sum that is exactly the threshold on paper reaches it, whatever its last bits say. */
const ROUNDING = 1e-9

interface Conditions {
  /** How many candidates must have been comparable for one to be promoted. */
  readonly minComparable?: number
}

/** Is there exactly one winner? Nobody is judged before everybody has been heard. */
export function decide(scoreboard: Scoreboard, { minComparable = 1 }: Conditions = {}): Decided {
  const { rows, threshold } = scoreboard
  const waiting = rows.filter((row) => row.result === 'waiting')
  if (waiting.length > 0) {
    const who = waiting.map((row) => `\`${row.candidate}\`: ${row.reason}`).join('; ')
    return { decision: { kind: 'wait', reason: who, ...untilWhen(waiting) }, scoreboard }
  }
  const notComparable = whyNotComparable(rows, minComparable)
  if (notComparable !== undefined) return tooFew(scoreboard, notComparable)
  const [best, runnerUp] = rows.filter((row) => row.result === 'hold')
  if (!best) {
    const reason =
      rows.length === 1
        ? 'The only candidate was rejected.'
        : `None of the ${rows.length} candidates passed every gate.`
    return { decision: { kind: 'escalate', cause: 'nobody-passed', reason }, scoreboard }
  }
  if (threshold !== undefined && (best.score ?? 0) < threshold - ROUNDING)
    return belowThreshold(scoreboard, best, formatPoints(threshold))
  const decision: Decision = {
    kind: 'promote',
    candidate: best.candidate,
    reason: whyBest(best, runnerUp, threshold),
  }
  return { decision, scoreboard: { ...scoreboard, rows: rows.map((row) => lastWord(row, best)) } }
}

/** Known only when everybody who is waited for has a deadline: an agent that is still writing has none of the verifier's. */
function untilWhen(waiting: readonly Row[]): { until?: string } {
  // Where there is none, it sorts last.
  const last = waiting
    .map((row) => row.until)
    .toSorted()
    .at(-1)
  return last === undefined ? {} : { until: last }
}

function tooFew(scoreboard: Scoreboard, reason: string): Decided {
  const rows = scoreboard.rows.map((row) =>
    row.result === 'hold'
      ? { ...row, reason: 'passes every check, but too few could be compared with it' }
      : row,
  )
  return {
    decision: { kind: 'escalate', cause: 'not-comparable', reason },
    scoreboard: { ...scoreboard, rows },
  }
}

/** C4: a candidate that is merely the best of the bad is a human's to choose. */
function belowThreshold(scoreboard: Scoreboard, best: Row, needed: string): Decided {
  const reason = `The best candidate, \`${best.candidate}\`, scores ${points(best)}; ${needed} are needed.`
  const rows = scoreboard.rows.map((row) =>
    row.result === 'hold'
      ? {
          ...row,
          reason: `passes every check but scores ${points(row)}, below the threshold of ${needed}`,
        }
      : row,
  )
  return {
    decision: { kind: 'escalate', cause: 'below-threshold', reason },
    scoreboard: { ...scoreboard, rows },
  }
}

function whyBest(best: Row, runnerUp: Row | undefined, threshold: number | undefined): string {
  const reached =
    threshold === undefined
      ? `ranks first (${metrics(best)})`
      : `scores ${points(best)} of 100 (${formatPoints(threshold)} needed)`
  const passed = `${checksPassed(best)} and ${reached}`
  if (!runnerUp) return `\`${best.candidate}\` ${passed}; no other candidate passed every gate.`
  if (isTie(best, runnerUp)) {
    return `\`${best.candidate}\` ${passed}; \`${runnerUp.candidate}\` ${scores(runnerUp)} the same, and ${tieGoesTo(best, runnerUp)}.`
  }
  return `\`${best.candidate}\` ${passed}; the next, \`${runnerUp.candidate}\`, ${scores(runnerUp)} ${points(runnerUp)}: ${difference(best, runnerUp)}.`
}

/** B5: by what a winner is named where the policy only ranks. */
function metrics({ parts }: Row): string {
  return parts
    .slice(0, 3)
    .map((part) => part.explanation)
    .join(', ')
}

function checksPassed({ checks }: Row): string {
  if (checks.length === 0) return 'passes every required check'
  const proofs = checks.filter(({ redOnBase }) => !redOnBase).length
  return proofs === checks.length
    ? `passes all ${proofs} required checks`
    : `passes the ${proofs} of ${checks.length} required checks that do not fail on the base already`
}

function tieGoesTo(better: Row, worse: Row): string {
  return `the tie goes to ${tieBreak(better, worse)}`
}

/** What separates two scores most, or where two keys differ first, in words. */
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
  const deciding =
    better.score === undefined ? gaps.find(({ gap }) => gap !== 0) : gaps.toSorted((a, b) => b.gap - a.gap)[0]
  return deciding
    ? `${deciding.name} decides (${deciding.ours}, against ${deciding.theirs})`
    : 'it is better in the sum'
}

function lastWord(row: Row, best: Row): Row {
  if (row.candidate === best.candidate) return { ...row, result: 'promote', reason: whyPromoted(row) }
  if (row.result !== 'hold') return row
  const why = isTie(row, best)
    ? `${scores(row)} the same as \`${best.candidate}\`, and ${tieGoesTo(best, row)}`
    : `${scores(row)} ${points(row)} against ${points(best)}: ${difference(best, row)}`
  return { ...row, reason: `passes every check, but ${why}` }
}

function whyPromoted(row: Row): string {
  const best = row.score === undefined ? `the best key, ${points(row)}` : `the highest score, ${points(row)}`
  return `${checksPassed(row)} with ${best}`
}

function scores({ score }: Row): string {
  return score === undefined ? 'has' : 'scores'
}

/** The score, or the key where the policy only ranks. */
function points({ score, key = [] }: Row): string {
  return score === undefined ? formatKey(key) : formatPoints(score)
}
