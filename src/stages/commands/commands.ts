import { MAX_CANDIDATES } from '../../domain/candidate/candidate.ts'
import { competitors, entrantId, entrants } from '../../domain/candidate/competitor.ts'
import type { Command } from '../../domain/issue/command.ts'
import { mayWrite } from '../../domain/issue/issue.ts'
import type {
  AskedCommand,
  CommandComment,
  IssueFacts,
  OfferedPullRequest,
  RepositoryFacts,
} from '../../domain/run/snapshot.ts'
import type { Speculation } from '../../domain/run/speculation.ts'
import { codeSpan } from '../../messages/foreign/foreign-text.ts'
import { commandLine, parseCommand } from './parse-command.ts'

/** Whatever somebody writes after so many commands in one run is not answered any more (T15). */
const MAX_PER_AUTHOR = 10

/** Comments with a command for this run, written since it was asked for, that have no answer yet. */
export function unanswered(issue: IssueFacts, speculation: Speculation): readonly CommandComment[] {
  const known = speculation.commands ?? []
  const since = Date.parse(speculation.trigger.labelledAt)
  const asked = new Map<string, number>()
  for (const { by } of known) asked.set(by, (asked.get(by) ?? 0) + 1)
  return (issue.commands ?? []).filter((comment) => {
    if (parseCommand(comment.body) === undefined || Date.parse(comment.at) < since) return false
    if (known.some((one) => one.comment === comment.id)) return false
    const by = comment.author ?? GHOST
    asked.set(by, (asked.get(by) ?? 0) + 1)
    return (asked.get(by) ?? 0) <= MAX_PER_AUTHOR
  })
}

/** The pull request that has to be looked at before the command can be answered. */
export function offeredBy({ comment, role }: Omit<AskedCommand, 'offered'>, run: Speculation) {
  if (whyNotHeard({ comment, role }, run) !== undefined) return undefined
  const parsed = parseCommand(comment.body)
  return parsed?.kind === 'enter' ? parsed.pullRequest : undefined
}

interface Asking {
  readonly issue: IssueFacts
  readonly repository: RepositoryFacts
  readonly commands?: readonly AskedCommand[] | undefined
  readonly now: string
}

/** Who may enter which pull request (T4)? Each command gets one answer, in the order in which they were written. */
export function answerCommands(asking: Asking, speculation: Speculation): readonly Command[] {
  const { commands = [], repository, now } = asking
  const answered: Command[] = []
  for (const asked of commands) {
    const { comment, role } = asked
    const run = { ...speculation, commands: [...(speculation.commands ?? []), ...answered] }
    answered.push({
      comment: comment.id,
      by: comment.author ?? GHOST,
      role,
      at: comment.at,
      answeredAt: now,
      line: commandLine(comment.body),
      answer: answer(asked, run, repository),
    })
  }
  return answered
}

/** What GitHub shows for accounts that are gone. */
const GHOST = 'ghost'

function answer(asked: AskedCommand, run: Speculation, repository: RepositoryFacts): Command['answer'] {
  const { offered } = asked
  const reason = whyNotHeard(asked, run) ?? whyNotEntered(asked, run)
  if (reason !== undefined || !offered) return refused(reason ?? 'it names no pull request')
  const { branch, commit } = run.base
  const tip = repository.defaultBranch === branch ? repository.defaultBranchHead : commit
  const author = offered.author ?? GHOST
  return { kind: 'entered', pullRequest: offered.number, author, commit: offered.head, tip }
}

/** Why a command is not heard at all, whatever it names. */
function whyNotHeard({ comment, role }: Omit<AskedCommand, 'offered'>, run: Speculation): string | undefined {
  if (comment.authorType !== 'User') return 'only people enter pull requests'
  if (!mayWrite(role)) return `it takes write access, and the author's role is \`${role}\``
  if (comment.isEdited) return 'the comment was edited, so nobody knows who wrote what: write a new one'
  const parsed = parseCommand(comment.body)
  if (parsed?.kind === 'mistake') return parsed.reason
  return run.verdict ? 'it came too late: there is a verdict already' : undefined
}

function whyNotEntered({ offered }: AskedCommand, run: Speculation): string | undefined {
  if (!offered) return 'this repository has no such pull request'
  const { number, ours, state, baseBranch, head } = offered
  if (ours) return `#${number} is one of this app's own`
  if (state !== 'open') return `#${number} is ${state}`
  if (baseBranch !== run.base.branch)
    return `#${number} is for ${codeSpan(baseBranch, 60)}, and the others are for ${codeSpan(run.base.branch, 60)}`
  const before = entrants(run).find(({ entered }) => entered.pullRequest === number)
  if (before?.entered.commit === head) return `#${number} competes already`
  return before ? undefined : whyNoPlace(offered, run)
}

function whyNoPlace({ number }: OfferedPullRequest, run: Speculation): string | undefined {
  const all = competitors(run)
  if (all.some(({ id }) => id === entrantId(number)))
    return `a candidate of the plan is called ${codeSpan(entrantId(number), 40)} already`
  return all.length >= MAX_CANDIDATES ? `${MAX_CANDIDATES} candidates are the most` : undefined
}

function refused(reason: string): Command['answer'] {
  return { kind: 'refused', reason }
}
