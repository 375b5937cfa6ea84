import type { CandidateId } from '../../domain/candidate/candidate.ts'
import type { CommandComment, ForgeFacts, IssueFacts } from '../../domain/forge/forge-facts.ts'
import { type Command, GHOST } from '../../domain/issue/command.ts'
import { commandOfButton } from '../../domain/issue/pressed.ts'
import { askedAt } from '../../domain/issue/trigger.ts'
import type { Speculation } from '../../domain/run/speculation.ts'
import { hasMarker, replyMarker } from '../../messages/marker.ts'
import { type ParsedCommand, parseCommand } from './parse-command.ts'

/** Whoever has written so many commands in one run is told so at the next one, and gets no answer to further ones (T15). */
const MAX_PER_AUTHOR = 10

/**
 * Comments with a command that have no answer yet, oldest first: for this run, on the issue or on its drafts, written since it was asked
 * for; without a run, on the issue.
 */
export function unanswered(
  { issue, candidates }: Pick<ForgeFacts, 'issue' | 'candidates'>,
  speculation: Speculation | undefined,
): readonly CommandComment[] {
  const { commands: known = [], trigger } = speculation ?? {}
  const since = trigger ? Date.parse(askedAt(trigger)) : 0
  const countOf = counter(known)
  const onDrafts = candidates.flatMap(({ pullRequest }) => pullRequest?.commands ?? [])
  const pullRequestOf = (id: CandidateId) =>
    candidates.find(({ candidate }) => candidate === id)?.pullRequest?.number
  const pressed = (speculation?.pressed ?? []).map((one) =>
    commandOfButton(one, pullRequestOf(one.candidate)),
  )
  const all = [...(issue.commands ?? []), ...onDrafts, ...pressed].toSorted(
    (a, b) => Date.parse(a.at) - Date.parse(b.at) || a.id - b.id,
  )
  return all.filter((comment) => {
    const parsed = parseCommand(comment)
    if (parsed === undefined || (!comment.isButton && Date.parse(comment.at) < since)) return false
    // Times are whole seconds: what was written just before has its answer already.
    if (trigger?.kind === 'command' && comment.id <= trigger.comment) return false
    if (known.some((one) => one.comment === comment.id)) return false
    const command = commandOf(parsed)
    const last = speculation && !command?.hasOwnLimit ? MAX_PER_AUTHOR + 1 : MAX_PER_AUTHOR
    const isHeard = countOf(comment.author ?? GHOST, parsed) <= last
    // What is recorded with no run has its reply alone.
    const isAlone = !speculation || command?.starts
    return isHeard && !(isAlone && hasReply(issue, comment))
  })
}

/** Whether it is the one whose answer is that there were too many. */
export function isOneTooMany(
  { commands: known = [] }: Pick<Speculation, 'commands'>,
  comment: CommandComment,
): boolean {
  const parsed = parseCommand(comment)
  if (commandOf(parsed)?.hasOwnLimit) return false
  return counter(known)(comment.author ?? GHOST, parsed) > MAX_PER_AUTHOR
}

/** Whether it has been answered by a comment of ours. */
export function hasReply({ ownComments }: Pick<IssueFacts, 'ownComments'>, { id }: CommandComment): boolean {
  return ownComments.some(({ body }) => hasMarker(body, replyMarker(id)))
}

/**
 * How many an author has given with this one. What stops a run, or starts one, is counted apart, so that it is still heard of whoever has
 * given too many others.
 */
function counter(known: readonly Command[]) {
  const asked = new Map<string, number>()
  const countOf = (by: string, parsed: ParsedCommand | undefined): number => {
    const command = commandOf(parsed)
    const name = command?.hasOwnLimit ? `${by} ${command.name}` : by
    const count = (asked.get(name) ?? 0) + 1
    asked.set(name, count)
    return count
  }
  for (const { by, line } of known) countOf(by, parseCommand({ body: line }))
  return countOf
}

function commandOf(parsed: ParsedCommand | undefined) {
  return parsed?.kind === 'given' ? parsed.given.command : parsed?.command
}
