import type { Attempt } from '../../domain/candidate/attempt.ts'
import type { CandidateId } from '../../domain/candidate/candidate.ts'
import { mayTryAgain } from '../../domain/candidate/may-try-again.ts'
import { type HumanChoice, isReplaced, lastChoice, takenBy } from '../../domain/issue/aftermath.ts'
import type { Revert } from '../../domain/run/revert.ts'
import type { RunOverview } from '../../domain/run/run-overview.ts'
import { codeSpan } from '../foreign/foreign-text.ts'
import { count, formatSeconds, list, secondsBetween } from '../numbers.ts'
import { attemptFailureReason } from '../reasons/reasons.ts'
import { revertWords } from '../reasons/revert-words.ts'
import { checksAsShown, type ShownChecks } from '../scoreboard/checks-as-shown.ts'
import { laterResult } from '../scoreboard/scoreboard-aftermath.ts'
import { resultCell, resultWord } from '../scoreboard/scoreboard-table.ts'

/** How far a run has come, as a clause. It may quote foreign text as code. */
export function runState({ phase, speculation, laterRun }: RunOverview): string {
  const { verdict, revoked, choices = [] } = speculation
  const later = [...choices.map(choiceText), ...(speculation.reverts ?? []).map(revertText)]
  switch (phase) {
    case 'planning':
      return speculation.plan.classifying
        ? 'a toolchain is asked whether the issue is worth several candidates'
        : 'a planner is asked for strategies'
    case 'writing':
      return 'patches are being written'
    case 'checking':
      return 'all patches are written, and being judged'
    case 'proving':
      return 'the tests of all candidates are run on each other'
    case 'distinguishing':
      return 'a test is written that tells two candidates apart'
    case 'reviewing':
      return 'agents review the patches of others'
    case 'applying':
      return `${decided(verdict)}; GitHub does not say all of it yet`
    case 'promoted':
    case 'escalated':
      return [decided(verdict, choices), ...later].join('; ')
    case 'taken-back':
      return [takenBack(revoked?.reason), ...later].join('; ')
    case 'set-aside':
      return [
        revoked ? takenBack(revoked.reason) : decided(verdict, choices),
        ...later,
        `run ${laterRun} of the issue has begun since`,
      ].join('; ')
    case 'ended':
      return verdict ? asClause(verdict.decision.reason) : 'ended without a verdict'
    default:
      return phase satisfies never
  }
}

function decided(
  verdict: RunOverview['speculation']['verdict'],
  choices: readonly HumanChoice[] = [],
): string {
  if (verdict?.decision.kind === 'promote') {
    const { candidate, reason } = verdict.decision
    const own = `${codeSpan(candidate, 40)} `
    const why = reason.startsWith(own) ? `it ${reason.slice(own.length)}` : reason
    const wins = isReplaced(choices, candidate) ? 'won' : 'wins'
    return `${candidate} ${wins}: ${asClause(why)}`
  }
  return `no winner: ${asClause(verdict?.decision.reason ?? '')}`
}

function takenBack(reason: string | undefined): string {
  return `the promotion was taken back: ${reason}`
}

/** What else is said stands in the same sentence. */
function asClause(reason: string): string {
  return reason.replace(/\.$/, '').replace(/^(?:No|None|Nobody|The) /, (word) => word.toLowerCase())
}

function choiceText({ kind, candidate, actor = 'somebody' }: HumanChoice): string {
  return `${actor} ${CHOICES[kind](candidate)}`
}

function revertText(revert: Revert): string {
  const { by = 'somebody', candidate } = revert
  return `${by} ${revertWords(revert, { what: candidate, code: (text) => text })}`
}

const CHOICES: Readonly<Record<HumanChoice['kind'], (candidate: string) => string>> = {
  'made-ready': (candidate) => `made ${candidate} ready`,
  reopened: (candidate) => `opened ${candidate} again`,
  merged: (candidate) => `merged ${candidate}`,
  closed: (candidate) => `closed ${candidate}`,
  'sent-back': (candidate) => `made a draft of ${candidate} again`,
  promoted: (candidate) => `had ${candidate} promoted`,
  restored: (candidate) => `had ${candidate} opened again`,
  retargeted: (candidate) => `gave ${candidate} another base branch`,
}

/** What has to happen for the run to go on; undefined where nothing is left to wait for. */
export function waitsFor(run: RunOverview, now: string): string | undefined {
  const { failedLooks = 0, nextLook, speculation } = run
  if (failedLooks > 0) {
    const next = nextLook === undefined ? undefined : secondsBetween(now, nextLook)
    const when = next === undefined ? '' : `; the next one is in ${formatSeconds(next)}`
    return `the server's next look: the last ${count(failedLooks, 'look')} failed, and its log says why${when}`
  }
  const { choices = [], archivedAt } = speculation
  const isOver = archivedAt !== undefined || choices.some(({ kind }) => kind === 'merged')
  return isOver ? undefined : waitsInPhase(run)
}

function waitsInPhase({ phase, attempts, winner, speculation }: RunOverview): string | undefined {
  switch (phase) {
    case 'planning':
    case 'writing':
    case 'proving':
    case 'distinguishing':
    case 'reviewing':
      return attemptsText(attempts)
    case 'checking':
      return `checks: ${speculation.contract.checks.map(({ name }) => name).join(', ')}`
    case 'applying':
      return 'GitHub'
    case 'promoted':
    case 'taken-back':
    case 'escalated':
      return waitsOfPeople(speculation.choices, winner)
    case 'set-aside':
    case 'ended':
      return undefined
    default:
      return phase satisfies never
  }
}

function waitsOfPeople(
  choices: readonly HumanChoice[] = [],
  winner: CandidateId | undefined,
): string | undefined {
  const own = winner !== undefined && isReplaced(choices, winner) ? undefined : winner
  const ready = takenBy(choices)?.candidate ?? own
  const last = ready === undefined ? undefined : lastChoice(choices, ready)?.kind
  if (ready === undefined || last === 'sent-back' || last === 'retargeted') return 'a person to decide'
  return last === 'closed' ? undefined : `a person to merge or close ${ready}`
}

function attemptsText(attempts: readonly Attempt[]): string {
  const waiting = attempts.filter(({ status }) => status === 'queued').length
  const running = attempts.filter(({ status }) => status === 'running').length
  const parts = [
    ...(running > 0 ? [`${count(running, 'attempt')} to end`] : []),
    ...(waiting > 0
      ? [`a free place for ${running > 0 ? `${waiting} more` : count(waiting, 'attempt')}`]
      : []),
  ]
  return parts.length > 0 ? list(parts) : 'a look at it, which starts what is missing'
}

type OverviewOfCandidate = Pick<RunOverview['candidates'][number], 'id' | 'attempt' | 'row'>

/** How far a candidate has come, in the words of the scoreboard once there is a verdict, as Markdown. */
export function candidateWords(
  run: Pick<RunOverview, 'speculation' | 'onIssue'>,
  candidate: OverviewOfCandidate,
  now: string,
): string {
  const { row } = candidate
  const { speculation } = run
  const { verdict } = speculation
  if (!row || !verdict) return candidateState(run, candidate, now)
  const pullRequest = row.pullRequest === undefined ? '' : `, #${row.pullRequest}`
  return `${laterResult(row, { speculation }) ?? resultCell(row, verdict.decision)}${pullRequest}`
}

/** The same in the words of the rules, as a phrase that follows its name. It may quote foreign text as code. */
export function candidateState(
  { onIssue }: Pick<RunOverview, 'onIssue'>,
  { id, attempt, row }: OverviewOfCandidate,
  now: string,
): string {
  if (row) {
    const pullRequest = row.pullRequest === undefined ? '' : `, #${row.pullRequest}`
    return `${resultWord(row)}${pullRequest}`
  }
  if (!attempt) return 'not started'
  switch (attempt.status) {
    case 'queued':
      return `waits for a free place${sinceText(attempt.queuedAt, now)}`
    case 'running':
      return `${attempt.task.kind === 'read' ? 'being read' : 'being written'}${sinceText(attempt.startedAt, now)}`
    case 'ended':
      return endText(attempt, onIssue === undefined ? undefined : checksAsShown(onIssue, id))
    default:
      return attempt.status satisfies never
  }
}

function endText(attempt: Attempt, shown: ShownChecks | undefined): string {
  const { outcome } = attempt
  if (outcome?.kind !== 'failure') return shown ? checksText(shown) : 'has a patch'
  return mayTryAgain(attempt) ? 'interrupted; it is tried once more' : attemptFailureReason(outcome)
}

function checksText({ checks, pullRequest }: ShownChecks): string {
  return `checks: ${checks}${pullRequest === undefined ? '' : `, #${pullRequest}`}`
}

function sinceText(from: string | undefined, now: string): string {
  const seconds = from === undefined ? undefined : secondsBetween(from, now)
  return seconds === undefined ? '' : ` for ${formatSeconds(seconds)}`
}
