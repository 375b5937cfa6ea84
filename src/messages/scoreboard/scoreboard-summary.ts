import { isBeingPlanned } from '../../domain/candidate/brief.ts'
import { submittedPullRequestOf } from '../../domain/candidate/competitor.ts'
import { type HumanChoice, lastChoice } from '../../domain/issue/aftermath.ts'
import { TRIGGER_LABEL } from '../../domain/issue/labels.ts'
import { isByLabel } from '../../domain/issue/trigger.ts'
import type { Row } from '../../domain/judgement/row.ts'
import type { Speculation } from '../../domain/run/speculation.ts'
import { checkUrl } from '../checks/check-url.ts'
import { codeSpan, fullStop, oneLine, sentence } from '../foreign/foreign-text.ts'
import { count, formatDiff, formatTime, list } from '../numbers.ts'
import { againText } from '../reasons/again-text.ts'
import { isClause } from '../reasons/reasons.ts'
import { laterHeadline, laterNextStep } from './scoreboard-aftermath.ts'
import type { ScoreboardView } from './scoreboard-view.ts'

const ID = 40

/** The state in a line: what is going on, or how it ended. */
export function headline(view: ScoreboardView): string {
  const { decision, scoreboard, speculation } = view
  const issue = `Speculation on #${speculation.issue.number}`
  const later = laterHeadline(view)
  if (later !== undefined) return `${issue}: ${later}`
  switch (decision.kind) {
    case 'promote':
      return `${issue}: ${codeSpan(decision.candidate, ID)} is promoted`
    case 'escalate':
      return decision.cause === 'withdrawn'
        ? `${issue}: stopped before a verdict`
        : `${issue}: no candidate is promoted; a human has to decide`
    case 'wait':
      return `${issue}: ${isBeingPlanned(speculation.plan) ? 'being planned' : progress(scoreboard.rows)}`
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
    { amount: inPhase('publishing', 'verifying', 'proving', 'distinguishing'), word: 'being checked' },
    { amount: inPhase('judged'), word: 'judged' },
  ]
  return list(parts.filter(({ amount }) => amount > 0).map(({ amount, word }) => `${amount} ${word}`))
}

/** At most three sentences (B5): what decided, what the winner is made of, and how sure its agent says it is. */
export function winnerSentences({ decision, scoreboard }: ScoreboardView, maxLength: number): string {
  if (decision.kind !== 'promote') return ''
  const winner = scoreboard.rows.find((row) => row.candidate === decision.candidate)
  const why = fullStop(sentence(decision.reason, maxLength))
  return winner ? [why, evidenceSentence(winner), confidenceSentence(winner)].join(' ').trim() : why
}

function evidenceSentence({
  insertions,
  deletions = 0,
  testLines,
  wordLines,
  files,
  risk,
  complexityDelta,
}: Row): string {
  const facts = [
    ...(insertions === undefined
      ? []
      : [
          `changes ${formatDiff(insertions, deletions)} lines in ${count(files.length, 'file')}${besideFact(testLines, wordLines)}`,
        ]),
    ...(complexityDelta === undefined ? [] : [complexityFact(complexityDelta)]),
    ...(risk ? [`has ${risk.level} risk`] : []),
  ]
  return facts.length === 0 ? '' : `It ${list(facts)}.`
}

function besideFact(testLines: Row['testLines'], wordLines: Row['wordLines']): string {
  const said = (lines: Row['testLines'], where: string) =>
    lines ? [`${formatDiff(lines.insertions, lines.deletions)} of them in ${where}`] : []
  const beside = [...said(testLines, 'tests'), ...said(wordLines, 'comments, documentation and empty lines')]
  return beside.length === 0 ? '' : ` (${beside.join(' and ')}, which do not count as size)`
}

function complexityFact(delta: number): string {
  if (delta === 0) return 'leaves the cyclomatic complexity as it was'
  return `${delta > 0 ? 'raises' : 'lowers'} the cyclomatic complexity by ${Math.abs(delta)}`
}

function confidenceSentence({ confidence }: Row): string {
  return confidence === undefined ? '' : `Its agent reports a confidence of ${confidence.toFixed(2)}.`
}

/**
 * One sentence for everyone who did not win, in rank order; none is left out (B5). Judged candidates have reasons that follow their
 * names; the others say what they wait for.
 */
export function loserSentences(view: ScoreboardView, maxLength: number): string[] {
  const { decision, scoreboard } = view
  return scoreboard.rows
    .filter((row) => row.result !== 'promote')
    .map((row) => {
      const over = row.result === 'reject' || decision.kind !== 'wait'
      const said = `${codeSpan(row.candidate, ID)}${over && isClause(row.reason) ? '' : ':'} ${sentence(row.reason, maxLength)}`
      return `${fullStop(said)}${rest(row, view, maxLength)}`
    })
}

/** What the sentences about everyone who did not win are about. */
export function losersHeading({ decision, scoreboard }: ScoreboardView): string {
  const others = scoreboard.rows.filter(({ result }) => result !== 'promote').length
  if (decision.kind === 'promote') return others === 1 ? 'Why the other one is not' : 'Why the others are not'
  if (decision.kind === 'escalate') return 'What became of each'
  return 'Where each stands'
}

/** Where the whole of a reason that was cut can be read: at the check that decided, or else in the pull request. */
function rest({ reason, checks, pullRequest }: Row, { repositoryUrl }: ScoreboardView, maxLength: number) {
  const isCut = Array.from(oneLine(reason)).length > maxLength
  // What a check said was cut when the gate quoted it.
  if (!isCut && !reason.includes('…`')) return ''
  const deciding = checks.find(({ verdict }) => verdict !== 'passed')
  const url = deciding && checkUrl(deciding, repositoryUrl)
  if (url !== undefined) return ` ([the check says more](${url}))`
  return !isCut || pullRequest === undefined ? '' : ` (#${pullRequest} says more)`
}

/** Who has to do what now. */
export function nextStep(view: ScoreboardView): string {
  const { decision, settled, speculation } = view
  const later = laterNextStep(view)
  if (later !== undefined) return later
  switch (decision.kind) {
    case 'promote':
      if (submittedPullRequestOf(speculation, decision.candidate))
        return `A maintainer reviews and merges ${winnerReference(view)}: this app does not change it. Nothing is merged without a maintainer.`
      return settled
        ? `${winnerReference(view)} is ready for review. ${askedReviewers(view)} Nothing is merged without a maintainer.`
        : `Nobody has to do anything yet: ${winnerReference(view)} is being made ready for review, and the others are being closed.`
    case 'escalate':
      return escalations({
        draft: example(view),
        again: againText(speculation.trigger, view.isLabelOff),
        isAnyDraft: view.scoreboard.rows.some(({ pullRequest }) => pullRequest !== undefined),
      })[decision.cause]
    case 'wait': {
      const until = decision.until === undefined ? undefined : formatTime(decision.until)
      const limit = until === undefined ? '' : `, at the latest at ${until}`
      return `Nobody has to do anything: the scoreboard is updated until there is a decision${limit}. ${stopText(speculation)}`
    }
    default:
      return decision satisfies never
  }
}

function stopText({ trigger, issue }: Speculation): string {
  if (!isByLabel(trigger)) return 'The comment `/speculate cancel` stops the run.'
  return `Removing the label ${codeSpan(TRIGGER_LABEL, 50)} from #${issue.number} stops the run, and so does the comment \`/speculate cancel\`.`
}

/** The draft that is left open and ranks first: a command that can be copied as it stands. */
function example({ scoreboard }: ScoreboardView): string {
  const open = scoreboard.rows.find((row) => row.result === 'hold' && row.pullRequest !== undefined)
  return `#${open?.pullRequest ?? 123}`
}

interface ToDecide {
  /** One that may be promoted by a command. */
  readonly draft: string
  /** How another run is asked for. */
  readonly again: string
  /** Whether anything was written that people can see. */
  readonly isAnyDraft: boolean
}

const escalations = ({ draft, again, isAnyDraft }: ToDecide) =>
  ({
    'nobody-passed': `A maintainer decides: read why each candidate failed, then fix it by hand, ${isAnyDraft ? 'take one of them over, ' : ''}or say more in the issue and ${again}.`,
    'nothing-judged': `A maintainer decides: review the drafts, which no check could tell apart, and take over what is right; or make a check pass on the base first and ${again}.`,
    'below-threshold': `A maintainer decides: review the best candidate and write \`/speculate promote ${draft}\` if it is good enough, or say more in the issue and ${again}.`,
    'not-comparable': `A maintainer decides: when all can be judged by the same checks, ${again}.`,
    'budget-spent': isAnyDraft
      ? `A maintainer decides: take over what there is by hand, or raise the budget and ${again}.`
      : `A maintainer decides: raise the budget and ${again}, or fix it by hand.`,
    'not-approved': `A maintainer decides: read what the reviewers say on the drafts, and write \`/speculate promote ${draft}\` for the one that is right all the same, or say more in the issue and ${again}.`,
    'tests-disagree': `A maintainer decides: read the tests that contradict each other, see which one asks for what the issue means, and write \`/speculate promote ${draft}\` for the candidate that passes it, or say more in the issue and ${again}.`,
    unproven: `A maintainer decides: review what passed every check and write \`/speculate promote ${draft}\` for what is right, or say in the issue how the fault shows and ${again}.`,
    'base-moved': `A maintainer decides: bring the candidate that is right up to date with its base branch by hand, or ${again} on the base as it is now.`,
    'taken-over': `A maintainer decides: go on with what was taken over, or ${again}.`,
    held: `A maintainer decides: review the candidates that passed, and write \`/speculate promote ${draft}\` for the one to take.`,
    withdrawn: `Nobody has to do anything; to start over, ${again}.`,
    refused: `A maintainer decides: once the reason above is gone, ${again}.`,
  }) as const

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

/** How to bring a loser back with a command, and until when its branch stays (A10, E8). */
export function restoreLines({ decision, scoreboard, speculation }: ScoreboardView): string[] {
  if (decision.kind === 'wait') return []
  // When nobody won, what passed its checks stays open.
  const open = decision.kind === 'promote' || decision.cause === 'withdrawn' ? ['promote'] : ['hold']
  const losers = scoreboard.rows.filter(
    (row) =>
      (row.sameAs !== undefined || !open.includes(row.result)) &&
      (row.left === undefined || row.left === 'closed') &&
      isOut(speculation.choices, row.candidate) &&
      row.pullRequest !== undefined &&
      !submittedPullRequestOf(speculation, row.candidate),
  )
  const [first] = losers
  if (!first) return []
  const decided = speculation.verdict && formatTime(speculation.verdict.decidedAt)
  const later = speculation.revoked !== undefined || speculation.choices !== undefined
  const days = count(speculation.settings.archive_after_days, 'day')
  const asked = (name: string) => `\`/speculate ${name} #${first.pullRequest}\``
  return [
    `Comment ${asked('restore')} here: ${codeSpan(first.candidate, ID)} is opened again, with its branch. ${asked('promote')} makes it the winner instead.`,
    ...(losers.length > 1
      ? [
          `The others: ${list(losers.slice(1).map((row) => `${codeSpan(row.candidate, ID)} is #${row.pullRequest}`))}.`,
        ]
      : []),
    `The branches of losers are deleted ${days} after ${later ? 'the last change described above' : `the verdict${decided ? ` of ${decided}` : ''}`}; the commits stay with their pull requests, so a command brings them back later too. What a person reopens is left alone.`,
  ]
}

/** Nobody has chosen it or had it opened again since, or whoever did has closed it. */
function isOut(choices: readonly HumanChoice[] = [], candidate: string): boolean {
  const last = lastChoice(choices, candidate)
  return last === undefined || last.kind === 'closed'
}
