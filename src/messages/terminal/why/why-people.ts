import { submittedPullRequestId } from '../../../domain/candidate/competitor.ts'
import type { HumanChoice } from '../../../domain/issue/aftermath.ts'
import type { Command } from '../../../domain/issue/command.ts'
import type { RefusalEvent } from '../../../domain/run/audit.ts'
import type { Revert } from '../../../domain/run/revert.ts'
import { inQuotes, plain } from '../../foreign/plain-text.ts'
import { list } from '../../numbers.ts'
import { revertWords } from '../../reasons/revert-words.ts'

/** What came of a slash command. */
export function commandAnswered(
  { answer, by, role, line }: Command,
  only: string | undefined,
): readonly string[] {
  if (answer.kind !== 'entered')
    return only === undefined ? [`${plain(by)} (${role}) gave ${plain(line)}: ${doneFor(answer)}`] : []
  const { pullRequest, commit, author } = answer
  const candidate = submittedPullRequestId(pullRequest)
  if (only !== undefined && only !== candidate) return []
  return [
    `${plain(by)} (${role}) entered #${pullRequest} of ${plain(author)} at ${commit.slice(0, 12)}, which competes as ${candidate}`,
  ]
}

function doneFor(answer: Exclude<Command['answer'], { kind: 'entered' }>): string {
  switch (answer.kind) {
    case 'told':
      return 'it was answered'
    case 'cancelled':
      return 'the run ended without a winner'
    case 'held':
      return 'the choice was left to people'
    case 'retried':
      return `${list(answer.candidates)} wrote once more`
    case 'added':
      return `${answer.brief.id} competed as well`
    case 'verified-again':
      return `the failed checks of ${answer.candidate} ran once more`
    case 'grafted':
      return `the tests of ${answer.candidate} were put onto the winner, as commit ${answer.commit.slice(0, 12)}`
    case 'promoted':
      return `${answer.candidate} was promoted`
    case 'restored':
      return `${answer.candidate} was opened again`
    case 'refused':
      return `nothing was done: ${plain(answer.reason)}`
    default:
      return answer satisfies never
  }
}

const CHOICES: Record<HumanChoice['kind'], string> = {
  'made-ready': 'marked it ready',
  reopened: 'reopened it',
  merged: 'merged it',
  closed: 'closed it',
  'sent-back': 'made it a draft again',
  promoted: 'had it promoted',
  restored: 'had it opened again',
  retargeted: 'gave it another base branch',
}

/** What somebody did to a candidate. */
export function humanChoice(
  { kind, candidate, actor }: HumanChoice,
  only: string | undefined,
): readonly string[] {
  if (only !== undefined && only !== candidate) return []
  return [`${candidate}: ${actor === undefined ? 'somebody' : plain(actor)} ${CHOICES[kind]}`]
}

/** What has become of what was merged. */
export function reverted(revert: Revert, only: string | undefined): readonly string[] {
  const { candidate, by } = revert
  if (only !== undefined && only !== candidate) return []
  const who = by === undefined ? 'somebody' : plain(by)
  return [`${candidate}: ${who} ${revertWords(revert, { what: 'it', code: plain })}`]
}

/** Why a label or a command started nothing. */
export function refused({ title, labelledBy, askedBy, line, reason }: RefusalEvent): readonly string[] {
  const who = plain(askedBy ?? labelledBy ?? 'somebody')
  const asked = askedBy === undefined ? 'labelled' : 'asked for a run in'
  const did = line === undefined ? asked : `wrote ${inQuotes(plain(line))} on`
  return [
    `${who} ${did} the issue ${inQuotes(plain(title))}, and nothing was started: ${plain(reason.replaceAll('`', ''))}`,
  ]
}
