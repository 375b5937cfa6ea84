import { canonicalJson } from '../domain/canonical-json.ts'
import type { BaseNow } from '../domain/checks/base-now.ts'
import type { VerifierContract } from '../domain/checks/contract.ts'
import { isCounted } from '../domain/checks/evidence.ts'
import type { Calibration } from '../domain/judgement/calibration.ts'
import type { Row } from '../domain/judgement/row.ts'
import type { Judgement, Scoreboard } from '../domain/judgement/scoreboard.ts'
import type { Speculation } from '../domain/run/speculation.ts'
import { codeSpan } from '../messages/foreign/foreign-text.ts'
import { list } from '../messages/numbers.ts'
import { noLongerNeeded } from './budget/no-longer-needed.ts'
import { reaches } from './decide/comparable.ts'
import { decide } from './decide/decide.ts'
import { likeThis } from './decide/like-this.ts'
import { requiredChecks } from './gates/required-checks.ts'
import { rankRows } from './policies/rank-rows.ts'
import { isApproved } from './review/approvals.ts'
import { type ScoreInput, score } from './score/score.ts'
import { isUnjudged, nothingJudgedReason } from './verify/nothing-judged.ts'
import { alikeReason, failsAlike } from './verify/second-run/fails-alike.ts'
import { whyContractChanged } from './verify/why-contract-changed.ts'

/** Everything a verdict depends on. */
export interface JudgeInput extends ScoreInput {
  /** How verdicts of this repository have turned out before, where any has. */
  readonly calibration?: Calibration | undefined
  /** Why the run is ended before its time, if it is. */
  readonly withdrawn?: string | undefined
  /** What the base branch asks for now, where it was read. */
  readonly contractNow?: VerifierContract | undefined
}

/** Score and decide; the same function for a verdict and for its replay from the log. */
export function judge(given: JudgeInput): Judgement {
  const { withdrawn, contractNow, calibration, ...input } = asRecorded(given)
  const scored = scoreNeeded(input)
  const { min_comparable: minComparable, adversarial_review } = input.speculation.settings.speculation
  const escalateDisagreement = adversarial_review.on_disagreement === 'escalate'
  if (withdrawn !== undefined) return leftAsTheyAre(withdraw(scored, withdrawn))
  const changed = whyContractChanged(input.speculation, contractNow)
  if (changed !== undefined) return incomparable(scored, changed, { cause: 'not-comparable', ...OTHER_RULES })
  const without = whyNoBase(input.speculation.base, input.baseNow)
  if (without !== undefined) return incomparable(scored, without, { cause: 'base-moved', ...NO_BASE })
  const best = decide(scored, { minComparable, escalateDisagreement })
  const decided = heldBack(best, input.speculation)
  if (decided.decision.kind === 'escalate') return leftAsTheyAre(unjudged(suspected(decided, input)))
  const like = likeThis(decided, calibration)
  const reported = like ? { ...decided, scoreboard: { ...decided.scoreboard, likeThis: like } } : decided
  return leftAsTheyAre(reported)
}

const OTHER_RULES = {
  said: 'is not compared, because the rules changed',
  before: 'the rules changed',
}
const NO_BASE = {
  said: 'is not judged: the commits that it was written on are gone',
  before: 'its base was gone',
}

/** A person has asked to choose: who would be promoted stays open beside the others that passed. */
function heldBack(judged: Judgement, { commands = [] }: Speculation): Judgement {
  const { decision, scoreboard } = judged
  const held = commands.find(({ answer }) => answer.kind === 'held')
  if (!held || decision.kind !== 'promote') return judged
  const who = codeSpan(held.by, 50)
  const reason = `${who} asked to choose. By the rules \`${decision.candidate}\` would be promoted: ${decision.reason}`
  const rows = scoreboard.rows.map(
    (row): Row =>
      row.result === 'promote'
        ? { ...row, result: 'hold', reason: `${row.reason}; ${who} asked to choose` }
        : row,
  )
  return { decision: { kind: 'escalate', cause: 'held', reason }, scoreboard: { ...scoreboard, rows } }
}

/** Merging a patch that was written on commits since removed from the history would bring those commits back. */
function whyNoBase({ branch, commit }: ScoreInput['speculation']['base'], now: BaseNow | undefined) {
  const [name, then] = [codeSpan(branch, 100), codeSpan(commit.slice(0, 7), 7)]
  if (now?.state === 'gone') return `The base branch ${name} was deleted or renamed while the run went on.`
  if (now?.state !== 'rewritten') return undefined
  return `The history of ${name} was rewritten: ${then}, which every candidate was written on, is not part of it any more.`
}

/** What leaves the competition through no fault of its own is not rejected: it is out, and stays as it is. */
function leftAsTheyAre({ decision, scoreboard }: Judgement): Judgement {
  if (!scoreboard.rows.some(({ left }) => left)) return { decision, scoreboard }
  const rows = scoreboard.rows.map((row): Row => (row.left ? { ...row, result: 'hold' } : row))
  return { decision, scoreboard: { ...scoreboard, rows: rankRows(rows) } }
}

/** Where everybody fails alike, nobody is closed for it: what passed everything else is left for a human to look at. */
function suspected(decided: Judgement, { baseChecks }: ScoreInput): Judgement {
  const { scoreboard } = decided
  const alike = failsAlike(scoreboard.rows, baseChecks)
  const names = alike.map(({ check }) => check)
  const isOnlyThat = ({ result, gates, checks }: Row) =>
    result === 'reject' &&
    gates.length > 0 &&
    gates.every(({ gate }) => gate === requiredChecks.name) &&
    checks.every((one) => !isCounted(one) || one.verdict === 'passed' || names.includes(one.check))
  if (!scoreboard.rows.some(isOnlyThat)) return decided
  const which = list(names.map((name) => codeSpan(name, 80)))
  const reason = `passes everything but ${which}, which ends the same way on every candidate`
  const rows = scoreboard.rows.map((row) =>
    row.phase === 'judged' && isOnlyThat(row) ? { ...row, gates: [], result: 'hold' as const, reason } : row,
  )
  return {
    decision: { kind: 'escalate', cause: 'nobody-passed', reason: alikeReason(alike) },
    scoreboard: { ...scoreboard, rows: rankRows(rows) },
  }
}

/** Where every check that was asked fails on the base already, nobody is closed for not having been judged. */
function unjudged({ decision, scoreboard }: Judgement): Judgement {
  const blameless = scoreboard.rows.filter(isUnjudged)
  if (blameless.length === 0) return { decision, scoreboard }
  const rows = scoreboard.rows.map(
    (row): Row =>
      row.phase === 'judged' && blameless.includes(row) ? { ...row, gates: [], result: 'hold' } : row,
  )
  const isAll = decision.kind === 'escalate' && decision.cause === 'nobody-passed'
  return {
    decision: isAll
      ? { kind: 'escalate', cause: 'nothing-judged', reason: nothingJudgedReason(blameless) }
      : decision,
    scoreboard: { ...scoreboard, rows: rankRows(rows) },
  }
}

/** In sequential mode the others are no longer needed once one has won, unless a comparison or its reviews take it away. */
function scoreNeeded(input: ScoreInput): Scoreboard {
  const all = score(input)
  const notNeeded = noLongerNeeded(all, input)
  if (notNeeded.length === 0) return all
  const needed = score({ ...input, notNeeded })
  const mayWin = (row: Row) =>
    row.result === 'hold' && !row.proof?.holds && reaches(row, needed.threshold) && isApproved(row)
  return needed.rows.some((row) => WAITS_FOR_OTHERS.includes(row.phase) || mayWin(row)) ? needed : all
}

const WAITS_FOR_OTHERS: readonly Row['phase'][] = ['proving', 'distinguishing', 'reviewing']

/**
 * Use the text as the log will return it: a database cannot keep every text, and a sentence is cut at another place
 * when its text differs.
 */
function asRecorded(input: JudgeInput): JudgeInput {
  return JSON.parse(canonicalJson(input))
}

/** No candidate is judged by half of one contract and half of another; published drafts stay open for a human (A8). */
function incomparable(
  scoreboard: Scoreboard,
  reason: string,
  { cause, said, before }: { cause: 'not-comparable' | 'base-moved'; said: string; before: string },
): Judgement {
  const rows = scoreboard.rows.map((row): Row => {
    if (row.result === 'reject') return row
    if (row.pullRequest === undefined)
      return { ...row, result: 'reject', reason: `was not published before ${before}` }
    return { ...row, phase: 'judged', result: 'hold', reason: said }
  })
  return {
    decision: { kind: 'escalate', cause, reason },
    scoreboard: { ...scoreboard, rows: rankRows(rows) },
  }
}

function withdraw(scoreboard: Scoreboard, reason: string): Judgement {
  const rows = scoreboard.rows.map((row) =>
    row.result === 'waiting' || row.result === 'hold' || row.left === 'base-moved'
      ? { ...row, left: undefined, result: 'reject' as const, reason: 'was withdrawn before a verdict' }
      : row,
  )
  return { decision: { kind: 'escalate', cause: 'withdrawn', reason }, scoreboard: { ...scoreboard, rows } }
}
