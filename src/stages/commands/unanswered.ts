import type { CandidateId } from '../../domain/candidate/candidate.ts'
import { GHOST } from '../../domain/issue/command.ts'
import { commandOfButton } from '../../domain/issue/pressed.ts'
import { askedAt } from '../../domain/issue/trigger.ts'
import type { CommandComment, ForgeFacts, IssueFacts } from '../../domain/run/snapshot.ts'
import type { Speculation } from '../../domain/run/speculation.ts'
import { hasMarker, replyMarker } from '../../messages/marker.ts'
import { type ParsedCommand, parseCommand } from './parse-command.ts'

/** Whoever has written so many commands in one run gets no answer to further ones (T15). */
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
  const heardBy = limits()
  for (const { by, line } of known) heardBy(by, parseCommand({ body: line }))
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
    const isHeard = heardBy(comment.author ?? GHOST, parsed)
    // What is recorded with no run has its reply alone.
    const isAlone = !speculation || commandOf(parsed)?.starts
    return isHeard && !(isAlone && hasReply(issue, comment))
  })
}

/** Whether it has been answered by a comment of ours. */
export function hasReply({ ownComments }: Pick<IssueFacts, 'ownComments'>, { id }: CommandComment): boolean {
  return ownComments.some(({ body }) => hasMarker(body, replyMarker(id)))
}

/** What stops a run, or starts one, is still heard of an author whose other commands were too many. */
function limits() {
  const asked = new Map<string, number>()
  return (by: string, parsed: ParsedCommand | undefined): boolean => {
    const command = commandOf(parsed)
    const name = command?.hasOwnLimit ? `${by} ${command.name}` : by
    asked.set(name, (asked.get(name) ?? 0) + 1)
    return (asked.get(name) ?? 0) <= MAX_PER_AUTHOR
  }
}

function commandOf(parsed: ParsedCommand | undefined) {
  return parsed?.kind === 'given' ? parsed.given.command : parsed?.command
}
