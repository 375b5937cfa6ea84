import type { Row } from '../../domain/judgement/row.ts'
import type { Decision, Judgement, Scoreboard } from '../../domain/judgement/scoreboard.ts'
import { formatPoints, formatPointsBeside, list } from '../../messages/numbers.ts'
import { checksPassed, keyText, points, ranksBelow, scores } from '../../messages/reasons/rank-text.ts'
import { agreementText } from '../../messages/reasons/same-patch.ts'
import { BUDGET_GATE } from '../budget/levels.ts'
import { isTie, isToss, outranks, scoresAlike, tieBreak } from '../policies/rank-rows.ts'
import { proofQuestion, provenReason, unprovenReason } from '../proof/proof-reasons.ts'
import { disagreement, doDisagree, isApproved, unapproved } from '../review/approvals.ts'
import { reaches, whyNotComparable } from './comparable.ts'

interface Conditions {
  /** How many candidates must have been comparable for one to be promoted. */
  readonly minComparable?: number
  /** Reviewers of the best candidate who disagree leave it to a human. */
  readonly escalateDisagreement?: boolean
}

/** Someone who reads a verdict for the first time does not know this word. */
const GATE_MEANS = 'a gate is a rule that rejects before any score'

/** Is there exactly one winner? Nobody is judged before everybody has been heard. */
export function decide(scoreboard: Scoreboard, conditions: Conditions = {}): Judgement {
  const { minComparable = 1, escalateDisagreement = false } = conditions
  const { rows, threshold } = scoreboard
  const waiting = rows.filter((row) => row.result === 'waiting')
  if (waiting.length > 0) {
    const who = waiting.map((row) => `\`${row.candidate}\`: ${row.reason}`).join('; ')
    return { decision: { kind: 'wait', reason: who, ...untilWhen(waiting) }, scoreboard }
  }
  const notComparable = whyNotComparable(rows, minComparable)
  if (notComparable !== undefined) return tooFew(scoreboard, notComparable)
  const asked = proofQuestion(scoreboard)
  if (asked !== undefined) return notProven(scoreboard, { cause: 'tests-disagree', reason: asked })
  const remaining = rows.filter(stands)
  if (remaining.length > 0 && remaining.every(isHeld))
    return notProven(scoreboard, { cause: 'unproven', reason: unprovenReason(scoreboard) })
  const [best, runnerUp] = remaining.filter(mayWin)
  if (!best && remaining.length > 0) return notApproved(scoreboard)
  if (!best) {
    const reason =
      rows.length === 1
        ? 'The only candidate was rejected.'
        : `None of the ${rows.length} candidates passed every gate (${GATE_MEANS}).`
    if (rows.some(({ left }) => left)) return { decision: nobodyLeft(rows), scoreboard }
    return { decision: nobodyPassed(rows, reason), scoreboard }
  }
  if (threshold !== undefined && !reaches(best, threshold)) return belowThreshold(scoreboard, best, threshold)
  if (escalateDisagreement && doDisagree(best)) return disputed(scoreboard, best)
  const decision: Decision = {
    kind: 'promote',
    candidate: best.candidate,
    reason: whyBest(best, runnerUp, scoreboard),
  }
  return { decision, scoreboard: { ...scoreboard, rows: rows.map((row) => lastWord(row, best, rows)) } }
}

/** Still competing, and in its own name: a candidate whose patch is identical to another's is listed with that one. */
function stands({ result, sameAs }: Row): boolean {
  return result === 'hold' && sameAs === undefined
}

function isHeld({ proof }: Row): boolean {
  return proof?.holds === true
}

/** Neither its reviewers nor the tests of its rivals keep it from winning. */
function mayWin(row: Row): boolean {
  return isApproved(row) && !isHeld(row)
}

/** Nobody is promoted where tests contradict each other, or nobody is proven and somebody must be: a human sees what each passes. */
function notProven(
  scoreboard: Scoreboard,
  { cause, reason }: { cause: 'tests-disagree' | 'unproven'; reason: string },
): Judgement {
  const rows = scoreboard.rows.map((row) =>
    stands(row) && row.proof ? { ...row, reason: provenReason(row) } : row,
  )
  return { decision: { kind: 'escalate', cause, reason }, scoreboard: { ...scoreboard, rows } }
}

/** C6: reviewers can keep a candidate from being promoted, never from being looked at. */
function notApproved(scoreboard: Scoreboard): Judgement {
  const rows = scoreboard.rows.map((row) => (stands(row) ? { ...row, reason: unapproved(row) } : row))
  const [first, second] = rows.filter(stands)
  const reason =
    first && !second
      ? `The only candidate that passes, \`${first.candidate}\`, lacks the approvals it needs.`
      : 'No candidate that passes has the approvals it needs.'
  return {
    decision: { kind: 'escalate', cause: 'not-approved', reason },
    scoreboard: { ...scoreboard, rows },
  }
}

function disputed(scoreboard: Scoreboard, best: Row): Judgement {
  const said = disagreement(best)
  const reason = `The reviewers of the best candidate, \`${best.candidate}\`, disagree: ${said}.`
  const reported = `passes every check and ranks first, but its reviewers disagree: ${said}`
  const rows = scoreboard.rows.map((row) =>
    row === best ? { ...row, reason: reported } : lastWord(row, best, scoreboard.rows),
  )
  return {
    decision: { kind: 'escalate', cause: 'not-approved', reason },
    scoreboard: { ...scoreboard, rows },
  }
}

function nobodyPassed(rows: readonly Row[], reason: string): Decision {
  const ended = endedByBudget(rows)
  return ended === undefined
    ? { kind: 'escalate', cause: 'nobody-passed', reason }
    : { kind: 'escalate', cause: 'budget-spent', reason: `${reason} ${ended}` }
}

/** A candidate that could have won is out because of what happened to it, not because of what it does. */
function nobodyLeft(rows: readonly Row[]): Decision {
  const out = rows.filter(({ left }) => left)
  const cause = out.some(({ left }) => left === 'base-moved') ? 'base-moved' : 'taken-over'
  const said = out.map(({ candidate, reason }) => `\`${candidate}\` ${reason}`).join('; ')
  return { kind: 'escalate', cause, reason: `No candidate is left that could win: ${said}.` }
}

/** Undefined when the budget has not kept any candidate from competing. */
function endedByBudget(rows: readonly Row[]): string | undefined {
  const ended = rows.filter(({ gates }) => gates[0]?.gate === BUDGET_GATE)
  const [first] = ended
  if (!first) return undefined
  const more = ended.length === 1 ? '' : `, and ${ended.length - 1} more ended with the budget`
  return `\`${first.candidate}\` ${first.reason}${more}.`
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

function tooFew(scoreboard: Scoreboard, reason: string): Judgement {
  const rows = scoreboard.rows.map((row) =>
    stands(row) ? { ...row, reason: 'passes every check, but too few could be compared with it' } : row,
  )
  const ended = endedByBudget(rows)
  const decision: Decision =
    ended === undefined
      ? { kind: 'escalate', cause: 'not-comparable', reason }
      : { kind: 'escalate', cause: 'budget-spent', reason: `${reason} ${ended}` }
  return { decision, scoreboard: { ...scoreboard, rows } }
}

/** C4: if even the best candidate is poor, the choice is left to a human. */
function belowThreshold(scoreboard: Scoreboard, best: Row, threshold: number): Judgement {
  const needed = formatPoints(threshold)
  const scored = (row: Row) => formatPointsBeside(row.score ?? 0, threshold)
  const reason = `The best candidate, \`${best.candidate}\`, scores ${scored(best)} of 100; ${needed} are needed.`
  const rows = scoreboard.rows.map((row) =>
    stands(row)
      ? { ...row, reason: `passes every check but scores ${scored(row)}, below the threshold of ${needed}` }
      : row,
  )
  return {
    decision: { kind: 'escalate', cause: 'below-threshold', reason },
    scoreboard: { ...scoreboard, rows },
  }
}

function whyBest(best: Row, runnerUp: Row | undefined, scoreboard: Scoreboard): string {
  const { threshold, rows } = scoreboard
  const reached =
    threshold === undefined
      ? `ranks first (${keyText(best)})`
      : `scores ${points(best)} of 100 (${formatPoints(threshold)} needed)`
  const agreement = agreementText(best, rows)
  const proven = best.proof?.isProven ? `, ${best.proof.words},` : ''
  const passed = `${checksPassed(best)}${proven} and ${reached}${agreement === undefined ? '' : `, and ${agreement}`}`
  const wrong = wrongBeside(best, scoreboard)
  if (wrong?.proof?.against !== undefined)
    return `\`${best.candidate}\` ${passed}; \`${wrong.candidate}\` ${wrong.proof.against}.`
  if (!runnerUp && rows.some(({ unstarted }) => unstarted === 'not-needed'))
    return `\`${best.candidate}\` ${passed}; in sequential mode no other candidate is started after it.`
  if (!runnerUp && rows.some((row) => stands(row) && isHeld(row)))
    return `\`${best.candidate}\` ${passed}; no other that passed is proven.`
  if (!runnerUp && rows.some((row) => stands(row) && row !== best))
    return `\`${best.candidate}\` ${passed}; no other that passed has the approvals it needs.`
  if (!runnerUp)
    return `\`${best.candidate}\` ${passed}; no other candidate passed every gate (${GATE_MEANS}).`
  if (isTie(best, runnerUp)) {
    const both = isToss(best, runnerUp) ? ', so look at both before one is merged' : ''
    return `\`${best.candidate}\` ${passed}; \`${runnerUp.candidate}\` ${scores(runnerUp)} the same, and ${tieBreak(best, runnerUp)}${both}.`
  }
  const stronger = outranks(best, runnerUp)
  if (stronger !== undefined)
    return `\`${best.candidate}\` ${passed}; unlike the next, \`${runnerUp.candidate}\`, it ${stronger}; that counts before any score.`
  return `\`${best.candidate}\` ${passed}; the next, \`${runnerUp.candidate}\`, ${ranksBelow(runnerUp, best)}.`
}

/** The one from which a test tells it apart, where the issue's own words ask for what the best does. */
function wrongBeside({ candidate }: Row, { distinction, rows }: Scoreboard): Row | undefined {
  if (distinction?.kind !== 'differs' || distinction.verdict.kind !== 'decided') return undefined
  const { passes, fails } = distinction.difference
  if (candidate !== distinction.verdict.right) return undefined
  return rows.find((row) => row.candidate === (candidate === passes ? fails : passes) && row.proof?.against)
}

function lastWord(row: Row, best: Row, rows: readonly Row[]): Row {
  if (row.candidate === best.candidate && row.phase === 'judged' && row.risk)
    return { ...row, result: 'promote', reason: whyPromoted(row, rows) }
  if (!stands(row)) return row
  if (isHeld(row)) return { ...row, reason: provenReason(row) }
  if (!isApproved(row)) return { ...row, reason: unapproved(row) }
  const stronger = outranks(best, row)
  if (stronger !== undefined)
    return {
      ...row,
      reason: `passes every check, but \`${best.candidate}\` ${stronger}; that counts before any score`,
    }
  const why = isTie(row, best)
    ? `${scores(row)} the same as \`${best.candidate}\`, and ${tieBreak(best, row)}`
    : ranksBelow(row, best)
  return { ...row, reason: `passes every check, but ${why}` }
}

function whyPromoted(row: Row, rows: readonly Row[]): string {
  const others = rows.filter((other) => other !== row && stands(other) && mayWin(other))
  const isHighest = !others.some(({ score = 0 }) => score > (row.score ?? 0))
  const alike = others.filter((other) => scoresAlike(other, row)).map(({ candidate }) => `\`${candidate}\``)
  const reached =
    row.score === undefined
      ? `the highest rank key, ${points(row)}`
      : `${isHighest ? 'the highest' : 'a'} score, ${points(row)}`
  const shared = alike.length === 0 ? '' : `, the same as ${list(alike)}`
  const agreement = agreementText(row, rows)
  return `${checksPassed(row)} with ${reached}${shared}${agreement === undefined ? '' : `; ${agreement}`}`
}
