import type { IssueFacts } from '../../domain/forge/forge-facts.ts'
import { hasAtLeast } from '../../domain/issue/issue.ts'
import type { AskedCommand, Snapshot } from '../../domain/run/snapshot.ts'
import type { IssueStep } from '../../domain/run/step.ts'
import { renderReply } from '../../messages/comments/render-reply.ts'
import { hear, LEAST } from './hear.ts'
import { commandLine } from './parse-command.ts'
import { type Reply, refuse } from './slash/slash-command.ts'
import { SLASH_COMMANDS } from './slash/slash-commands.ts'
import { hasReply } from './unanswered.ts'

/** What is answered on an issue without a run, which keeps nothing of it but our replies: who may not give commands is told so once. */
export function answerAlone({ issue, commands: asked = [] }: Snapshot): readonly IssueStep[] {
  return asked.flatMap((one, place) => {
    const earlier = asked.slice(0, place)
    return isToldAlready(one, issue, earlier) ? [] : reply(one, issue)
  })
}

/** A stranger whose command before was answered, or is now. */
export function isToldAlready(
  { comment, role }: AskedCommand,
  issue: Pick<IssueFacts, 'commands' | 'ownComments'>,
  answeredNow: readonly AskedCommand[] = [],
): boolean {
  if (hasAtLeast(role, LEAST)) return false
  const isTheirs = (one: AskedCommand['comment']) => one.id < comment.id && one.author === comment.author
  const answered = issue.commands?.filter((one) => isTheirs(one) && hasReply(issue, one)) ?? []
  return answered.length > 0 || answeredNow.some((one) => isTheirs(one.comment))
}

function reply({ comment, role }: AskedCommand, { ref }: IssueFacts): IssueStep[] {
  const heard = hear({ comment, role }, undefined)
  const { answer, says }: Reply =
    heard.kind === 'mistake'
      ? refuse(heard.reason)
      : (heard.given.command.alone?.(SLASH_COMMANDS) ?? refuse('it needs a run'))
  const isRefused = answer.kind === 'refused'
  const said = renderReply({ comment: comment.id, line: commandLine(comment.body), answer }, says)
  return [
    { do: 'react', comment: comment.id, reaction: isRefused ? 'confused' : '+1' },
    { do: 'ensure-comment', on: ref.number, existing: undefined, ...said },
  ]
}
