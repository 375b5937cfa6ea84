import { submittedPullRequestOf } from '../../domain/candidate/competitor.ts'
import {
  type HumanChoice,
  isAgainst,
  isMadeReady,
  isReplaced,
  lastChoice,
  lastPromoted,
  promotedByPerson,
  takenBy,
} from '../../domain/issue/aftermath.ts'
import { isBotName } from '../../domain/issue/is-bot.ts'
import type { Row } from '../../domain/judgement/row.ts'
import { isWhole, type Revert, standingRevert } from '../../domain/run/revert.ts'
import { codeSpan, sentence } from '../foreign/foreign-text.ts'
import { formatTime } from '../numbers.ts'
import { againText } from '../reasons/again-text.ts'
import { revertWords } from '../reasons/revert-words.ts'
import type { ScoreboardView } from './scoreboard-view.ts'

const ID = 40

/** How the headline ends once the verdict is not the last word any more. */
export function laterHeadline({ speculation, decision }: ScoreboardView): string | undefined {
  const chosen = takenBy(speculation.choices)
  const promoted = decision.kind === 'promote' ? decision.candidate : undefined
  const { revoked, choices = [] } = speculation
  const isOver = promoted !== undefined && (revoked !== undefined || isReplaced(choices, promoted))
  const after =
    chosen && standingRevert(speculation.reverts, chosen.candidate) ? ', merged and then reverted' : ''
  if (chosen && (chosen.candidate !== promoted || isOver)) {
    return `${codeSpan(chosen.candidate, ID)} was chosen by a person${after}`
  }
  const back = openedAgain({ speculation, decision })
  if (back !== undefined) {
    const was = back === promoted ? 'was promoted' : 'was chosen by a person'
    return `${codeSpan(back, ID)} ${was}, closed and then opened again`
  }
  if (promoted !== undefined && after !== '') return `${codeSpan(promoted, ID)} was promoted${after}`
  if (promoted === undefined) return undefined
  const now = isOver ? backWords(speculation, promoted) : byHand(choices, promoted)
  return now && `${codeSpan(promoted, ID)} was promoted, ${now}; a human has to decide`
}

function backWords(speculation: ScoreboardView['speculation'], winner: string): string {
  return submittedPullRequestOf(speculation, winner) ? 'no longer is' : 'then sent back to draft'
}

/** What others have made of a winner, where that is the last that is known of it. */
function byHand(choices: readonly HumanChoice[], winner: string): string | undefined {
  const kind = lastChoice(choices, winner)?.kind
  if (kind === 'closed') return 'then closed'
  return kind === 'sent-back' || kind === 'retargeted' ? 'then sent back to draft' : undefined
}

/** What came after the verdict, each a sentence: the promotion taken back, then what people chose, oldest first. */
export function laterSentences(view: ScoreboardView, maxLength: number): string[] {
  const { decision, speculation } = view
  const { revoked, choices = [], reverts = [] } = speculation
  const back =
    revoked && decision.kind === 'promote'
      ? [
          `${reference(view, decision.candidate)} was promoted, ${submittedPullRequestOf(speculation, decision.candidate) ? 'which was taken back' : 'then sent back to draft'}${when(revoked.at)}: ${sentence(revoked.reason, maxLength)}.`,
        ]
      : []
  return [
    ...back,
    ...choices.map((choice) => choiceSentence(view, choice)),
    ...reverts.map((revert) => revertSentence(view, revert)),
  ]
}

function revertSentence(view: ScoreboardView, revert: Revert): string {
  const who = revert.by === undefined ? 'Somebody' : codeSpan(revert.by, ID)
  const what = reference(view, revert.candidate)
  return `${who} ${revertWords(revert, { what, code: (text) => codeSpan(text, ID) })}${when(revert.at)}.`
}

/** As code: nobody is called into a comment that is edited. */
function choiceSentence(view: ScoreboardView, choice: HumanChoice): string {
  const { kind, candidate, actor, at, isBot, isBaseGone } = choice
  if (isBot && kind === 'closed') {
    const bot = actor === undefined ? 'A bot' : codeSpan(actor, ID)
    return `${bot} closed ${reference(view, candidate)} again after this app had reopened it${when(at)}: that was no person's choice.`
  }
  const who = actor === undefined ? 'Somebody' : codeSpan(actor, ID)
  if (isBaseGone)
    return `GitHub closed ${reference(view, candidate)}${when(at)}, because ${who} deleted its base branch.`
  // Auto-merge, or a bot that merges what is approved.
  if (kind === 'merged' && isBotName(actor ?? ''))
    return `${who} merged ${reference(view, candidate)}${when(at)}.`
  return `${who} ${CHOICES[kind](codeSpan(candidate, ID), reference(view, candidate))}${when(at)}.`
}

const CHOICES: Record<HumanChoice['kind'], (id: string, pullRequest: string) => string> = {
  merged: (id, pullRequest) => `chose ${id} and merged ${pullRequest}`,
  'made-ready': (id, pullRequest) => `chose ${id} and marked ${pullRequest} ready for review`,
  reopened: (id, pullRequest) => `chose to keep ${id} and reopened ${pullRequest}`,
  closed: (id, pullRequest) => `decided against ${id} and closed ${pullRequest}`,
  promoted: (id, pullRequest) => `had ${id} (${pullRequest}) promoted`,
  restored: (id, pullRequest) => `had ${id} (${pullRequest}) opened again`,
  'sent-back': (id, pullRequest) => `decided against ${id} for now and sent ${pullRequest} back to draft`,
  retargeted: (id, pullRequest) =>
    `gave ${pullRequest} another base branch than ${id} was judged for, which sent it back to draft`,
}

/** Who has to do what, once the verdict is not the last word any more. */
export function laterNextStep(view: ScoreboardView): string | undefined {
  const { choices = [], revoked, trigger } = view.speculation
  const { decision } = view
  const again = againText(trigger, view.isLabelOff)
  const chosen = takenBy(choices)
  if (chosen?.kind === 'merged') {
    const isReverted = standingRevert(view.speculation.reverts, chosen.candidate) !== undefined
    return isReverted
      ? `A maintainer decides: ${reference(view, chosen.candidate)} was merged and then reverted; go on by hand, or ${again}.`
      : mergedStep(view, chosen.candidate)
  }
  const theirs = chosen?.candidate ?? openedAgain(view)
  if (theirs !== undefined)
    return `${reference(view, theirs)} is up to its reviewers now; this app does not change it any more.`
  const winner = decision.kind === 'promote' ? decision.candidate : undefined
  const promoted = lastPromoted(choices)?.candidate ?? winner
  const against = choices.some(
    (one) => isAgainst(one) && (promoted === undefined || one.candidate === promoted),
  )
  if (against || (winner !== undefined && isReplaced(choices, winner)))
    return `A maintainer decides: go on with it by hand, bring another candidate back, or ${again}.`
  if (!revoked || winner === undefined) return undefined
  return `A maintainer decides: look at what has changed, and mark ${reference(view, winner)} ready for review if it is still right, bring another candidate back, or ${again}.`
}

/** GitHub closes an issue only with what says so and is merged into the default branch. */
function mergedStep(view: ScoreboardView, candidate: string): string {
  const { speculation, isDefaultBase = true } = view
  const [winner, issue] = [reference(view, candidate), `#${speculation.issue.number}`]
  const isSaid = describedAsWinner(view) === candidate
  const over = `${winner} is merged, and this run is over.`
  if (isSaid && isDefaultBase) return `${over} Nobody has to do anything: GitHub closes ${issue} with it.`
  const why = isSaid
    ? 'what it was merged into is not the default branch'
    : 'its description does not say that it closes it'
  return `${over} A maintainer closes ${issue} if nothing remains to be done: GitHub does not, because ${why}.`
}

/** Whose description says that it closes the issue: what a person has had promoted, or else what the verdict has. */
function describedAsWinner({
  decision,
  speculation,
}: Pick<ScoreboardView, 'decision' | 'speculation'>): string | undefined {
  const asked = lastPromoted(speculation.choices ?? [])
  if (asked) return asked.candidate
  return decision.kind === 'promote' && !speculation.revoked ? decision.candidate : undefined
}

/** Whoever was promoted last, and whom a person has closed and then brought back: what they do with it is theirs. */
function openedAgain(view: Pick<ScoreboardView, 'decision' | 'speculation'>): string | undefined {
  const winner = describedAsWinner(view)
  const kinds = (view.speculation.choices ?? [])
    .filter(({ candidate }) => candidate === winner)
    .map(({ kind }) => kind)
  const last = kinds.at(-1)
  const isBack = (last === 'restored' || last === 'reopened') && kinds.includes('closed')
  return isBack && !kinds.includes('sent-back') && !kinds.includes('retargeted') ? winner : undefined
}

/** The last column of the table: what became of the verdict. */
export function laterResult(
  { candidate, result }: Row,
  { speculation }: Pick<ScoreboardView, 'speculation'>,
): string | undefined {
  const kinds = (speculation.choices ?? [])
    .filter((one) => one.candidate === candidate)
    .map(({ kind }) => kind)
  if (kinds.includes('merged')) {
    const revert = standingRevert(speculation.reverts, candidate)
    if (!revert) return '✓ **merged**'
    return isWhole(revert) ? '✗ **reverted**' : '✗ **reverted in part**'
  }
  const choices = speculation.choices ?? []
  if (promotedByPerson(choices) === candidate || isMadeReady(choices, candidate)) return '✓ **chosen**'
  if (result !== 'promote' && !kinds.includes('promoted') && !kinds.includes('made-ready')) return undefined
  const last = lastChoice(choices, candidate)?.kind
  if ((last === 'restored' || last === 'reopened') && kinds.includes('closed')) return 'opened again'
  if (last === 'closed') return 'closed'
  if (
    last !== 'sent-back' &&
    last !== 'retargeted' &&
    (result !== 'promote' || !isSentBack(speculation, candidate))
  )
    return undefined
  return submittedPullRequestOf(speculation, candidate) ? 'taken back' : 'sent back'
}

/** What stands above the reasons of the winner. */
export function winnerHeading({ speculation, decision }: ScoreboardView): string {
  return decision.kind === 'promote' && isSentBack(speculation, decision.candidate)
    ? 'Why it was promoted'
    : 'Why it is promoted'
}

/** Its promotion was taken back, or a person has decided against it. */
function isSentBack({ revoked, choices = [] }: ScoreboardView['speculation'], winner: string): boolean {
  if (promotedByPerson(choices) === winner) return false
  return revoked !== undefined || isReplaced(choices, winner) || byHand(choices, winner) !== undefined
}

function reference({ scoreboard }: ScoreboardView, candidate: string): string {
  const number = scoreboard.rows.find((row) => row.candidate === candidate)?.pullRequest
  return number === undefined ? codeSpan(candidate, ID) : `#${number}`
}

function when(at: string): string {
  const time = formatTime(at)
  return time === undefined ? '' : ` at ${time}`
}
