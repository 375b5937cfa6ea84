import { TRIGGER_LABEL } from '../domain/labels.ts'
import type { Row } from '../domain/scoreboard.ts'
import { codeSpan, sentence } from './foreign-text.ts'
import {
  count,
  formatDiff,
  formatPoints,
  formatSeconds,
  formatTime,
  list,
  secondsBetween,
} from './numbers.ts'
import type { ScoreboardView } from './scoreboard-view.ts'

const ID = 40

/** The state in a line: what is going on, or how it ended. */
export function headline(view: ScoreboardView): string {
  const { decision, scoreboard, speculation } = view
  const issue = `Speculation on #${speculation.issue.number}`
  switch (decision.kind) {
    case 'promote':
      return `${issue}: ${codeSpan(decision.candidate, ID)} wins`
    case 'escalate':
      return `${issue}: no winner, a human is asked`
    case 'wait':
      return `${issue}: ${progress(scoreboard.rows)}`
    default:
      return decision satisfies never
  }
}

function progress(rows: readonly Row[]): string {
  const inPhase = (...phases: Row['phase'][]) => rows.filter((row) => phases.includes(row.phase)).length
  if (inPhase('queued') === rows.length) return `planned, ${count(rows.length, 'candidate')}`
  const parts = [
    { amount: inPhase('queued'), word: 'waiting' },
    { amount: inPhase('writing'), word: 'writing' },
    { amount: inPhase('publishing', 'verifying'), word: 'verifying' },
    { amount: inPhase('judged'), word: 'judged' },
  ]
  return list(parts.filter(({ amount }) => amount > 0).map(({ amount, word }) => `${amount} ${word}`))
}

/** At most two sentences from the evidence; the third is the decision's own, shown above the table. */
export function winnerSentences({ decision, scoreboard }: ScoreboardView): string {
  if (decision.kind !== 'promote') return ''
  const winner = scoreboard.rows.find((row) => row.candidate === decision.candidate)
  if (!winner) return ''
  return `${evidenceSentence(winner)} ${marginSentence(winner, scoreboard.rows)}`
}

function evidenceSentence(winner: Row): string {
  const passed = winner.checks.filter((check) => check.verdict === 'passed').length
  const facts = [
    `${codeSpan(winner.candidate, ID)} passed ${passed} of ${count(winner.checks.length, 'required check')}`,
    ...(winner.risk ? [`has ${winner.risk.level} risk`] : []),
    ...(winner.insertions === undefined
      ? []
      : [
          `changes ${formatDiff(winner.insertions, winner.deletions ?? 0)} lines in ${count(winner.files.length, 'file')}`,
        ]),
  ]
  return `${list(facts)}.`
}

function marginSentence(winner: Row, rows: readonly Row[]): string {
  const score = winner.score
  const next = rows.find((row) => row !== winner && row.score !== undefined && row.result !== 'reject')
  if (score === undefined) return ''
  if (next?.score === undefined)
    return `With ${formatPoints(score)} points it is the only one left after the gates.`
  return `Its ${formatPoints(score)} points compare with ${formatPoints(next.score)} of the next, ${codeSpan(next.candidate, ID)}.`
}

/**
 * One sentence for everyone who did not win, in rank order; none is left out (B5). Judged candidates have reasons that follow their
 * names; the others say what they wait for.
 */
export function loserSentences({ decision, scoreboard }: ScoreboardView, maxLength: number): string[] {
  return scoreboard.rows
    .filter((row) => row.result !== 'promote')
    .map((row) => {
      const over = row.result === 'reject' || decision.kind !== 'wait'
      return fullStop(`${codeSpan(row.candidate, ID)}${over ? '' : ':'} ${sentence(row.reason, maxLength)}`)
    })
}

function fullStop(line: string): string {
  return /[.!?…]$/.test(line) ? line : `${line}.`
}

/** Who has to do what now. */
export function nextStep(view: ScoreboardView): string {
  const { decision, settled, speculation } = view
  switch (decision.kind) {
    case 'promote':
      return settled
        ? `${winnerReference(view)} is ready for review. ${askedReviewers(view)} Nothing is merged without a maintainer.`
        : `Nobody has to do anything yet: ${winnerReference(view)} is being made ready for review, and the others are being closed.`
    case 'escalate':
      return ESCALATIONS[decision.cause]
    case 'wait': {
      const until = decision.until === undefined ? undefined : formatTime(decision.until)
      const limit = until === undefined ? '' : `, at the latest at ${until}`
      return `Nobody has to do anything: this comment is edited until there is a decision${limit}. Taking the label ${codeSpan(TRIGGER_LABEL, 50)} off #${speculation.issue.number} stops the run.`
    }
    default:
      return decision satisfies never
  }
}

const AGAIN = `take the label \`${TRIGGER_LABEL}\` off and put it on again for a new run`
const ESCALATIONS = {
  'nobody-passed': `A maintainer decides: read why each candidate failed, then fix it by hand, take one of them over, or say more in the issue and ${AGAIN}.`,
  'below-threshold': `A maintainer decides: review the best candidate and take it over if it is good enough, or say more in the issue and ${AGAIN}.`,
  'not-comparable': `A maintainer decides: when the verifier is settled, ${AGAIN}.`,
  withdrawn: `Nobody has to do anything; to start over, ${AGAIN}.`,
  refused: `A maintainer decides: once the reason above is gone, ${AGAIN}.`,
} as const

function winnerReference({ decision, scoreboard }: ScoreboardView): string {
  const winner =
    decision.kind === 'promote' && scoreboard.rows.find((row) => row.candidate === decision.candidate)
  if (!winner) return 'The winner'
  return winner.pullRequest === undefined ? codeSpan(winner.candidate, ID) : `#${winner.pullRequest}`
}

/** As code: reviewers are asked through the pull request, and a comment that is edited should not call anybody. */
function askedReviewers({ speculation }: ScoreboardView): string {
  const reviewers = speculation.settings.reviewers
  return reviewers.length === 0
    ? 'A maintainer reviews and merges it.'
    : `${list(reviewers.map((login) => codeSpan(login, 40)))} ${reviewers.length === 1 ? 'is' : 'are'} asked to review it.`
}

/** How to get at a loser's work, as long as GitHub keeps the pull request; and until when its branch stays (A10, E8). */
export function restoreLines({ decision, scoreboard, speculation }: ScoreboardView): string[] {
  if (decision.kind === 'wait') return []
  // When nobody won, what passed its checks stays open.
  const open = decision.kind === 'promote' || decision.cause === 'withdrawn' ? ['promote'] : ['hold']
  const losers = scoreboard.rows.filter((row) => !open.includes(row.result) && row.pullRequest !== undefined)
  if (losers.length === 0) return []
  const decided = speculation.verdict && formatTime(speculation.verdict.decidedAt)
  const days = count(speculation.settings.archive_after_days, 'day')
  return [
    ...losers.map(
      (row) =>
        `${codeSpan(row.candidate, ID)}: ${codeSpan(`git fetch origin pull/${row.pullRequest}/head:${row.branch}`, 250)}, then ${codeSpan(`git push origin ${row.branch}`, 250)} if the branch is gone, and reopen #${row.pullRequest}`,
    ),
    `The branches of losers are deleted ${days} after the verdict${decided ? ` of ${decided}` : ''}; the commits stay with their pull requests. What a person reopens is left alone.`,
  ]
}

/** A12: what all candidates together have cost so far. */
export function costSummary({ scoreboard: { rows } }: ScoreboardView): string {
  const agents = rows.reduce((sum, row) => sum + (row.seconds ?? 0), 0)
  const tokens = rows.map((row) => row.tokens)
  const known = tokens.filter((amount) => amount !== undefined)
  const ci = rows.reduce((sum, row) => sum + (ciSeconds(row) ?? 0), 0)
  const tokenWords =
    known.length === 0
      ? 'tokens not reported'
      : `${known.reduce((sum, amount) => sum + amount, 0)} tokens${known.length < tokens.length ? ' (not reported by all)' : ''}`
  return `Cost of all candidates: agents ${formatSeconds(agents)}, ${tokenWords}, checks ${formatSeconds(ci)}`
}

/** How long the required checks of a candidate ran, added up; undefined when none says. */
export function ciSeconds(row: Row): number | undefined {
  const durations = row.checks
    .map(({ startedAt, completedAt }) => startedAt && completedAt && secondsBetween(startedAt, completedAt))
    .filter((seconds) => typeof seconds === 'number')
  return durations.length === 0 ? undefined : durations.reduce((sum, seconds) => sum + seconds, 0)
}
