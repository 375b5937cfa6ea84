import { withAddedBriefs } from '../../domain/candidate/added-briefs.ts'
import type { Attempt } from '../../domain/candidate/attempt.ts'
import { type Command, GHOST } from '../../domain/issue/command.ts'
import { hasAtLeast } from '../../domain/issue/issue.ts'
import type { AskedCommand, Snapshot } from '../../domain/run/snapshot.ts'
import type { Speculation } from '../../domain/run/speculation.ts'
import type { Step } from '../../domain/run/step.ts'
import { withoutUndefined } from '../../domain/without-undefined.ts'
import { renderReply } from '../../messages/comments/render-reply.ts'
import { hasMarker } from '../../messages/marker.ts'
import type { ScoreboardView } from '../../messages/scoreboard/scoreboard-view.ts'
import { judgeInput } from '../judge-input.ts'
import { hear, LEAST } from './hear.ts'
import { commandLine } from './parse-command.ts'
import { type Reply, refuse, type Situation, type SlashCommand } from './slash/slash-command.ts'
import { SLASH_COMMANDS } from './slash/slash-commands.ts'
import { isOneTooMany } from './unanswered.ts'

export interface AnsweredCommand {
  readonly command: Command
  /** Recording comes last, because a command that is recorded is never carried out again. */
  readonly steps: readonly Step[]
}

/** Each command gets one answer, in the order in which they were written. `view`: where the run stands. */
export function answerCommands(
  snapshot: Snapshot,
  speculation: Speculation,
  { view, commands = SLASH_COMMANDS }: { view: () => ScoreboardView; commands?: readonly SlashCommand[] },
): readonly AnsweredCommand[] {
  const { commands: asked = [], repository, candidates, issue, now, load } = snapshot
  const answered: AnsweredCommand[] = []
  const input = () => {
    const started = answered.flatMap(({ steps }) => queuedBy(steps, speculation, now))
    return judgeInput({ ...snapshot, attempts: [...snapshot.attempts, ...started] }, speculation)
  }
  let run = speculation
  for (const one of asked) {
    const reply = replyTo(one, { run, repository, candidates, now, load, view, input, commands })
    const command = recorded(one, reply, now)
    const said = comments(command, reply, { run, issue, candidates })
    answered.push({
      command,
      steps: [...(reply.effect ?? []), ...said, { do: 'record-command', command }],
    })
    run = afterAnswer(run, command, reply)
  }
  return answered
}

/** Attempts that a command before has started take a place. */
function queuedBy(steps: readonly Step[], { id }: Speculation, queuedAt: string): Attempt[] {
  return steps.flatMap((step): Attempt[] => {
    if (step.do !== 'start-attempt') return []
    const { do: _, ...started } = step
    return [{ ...started, speculation: id, status: 'queued', queuedAt }]
  })
}

/** What the next command finds. */
function afterAnswer(run: Speculation, command: Command, { effect = [] }: Reply): Speculation {
  const chosen = effect.flatMap((step) => (step.do === 'record-choice' ? [step.choice] : []))
  const revoked = effect.find((step) => step.do === 'record-revocation')?.revocation
  return withAddedBriefs({
    ...run,
    commands: [...(run.commands ?? []), command],
    ...(chosen.length > 0 && { choices: [...(run.choices ?? []), ...chosen] }),
    ...withoutUndefined({ revoked }),
  })
}

function recorded({ comment, role }: AskedCommand, { answer }: Reply, now: string): Command {
  return {
    comment: comment.id,
    ...withoutUndefined({ on: comment.on, isButton: comment.isButton }),
    by: comment.author ?? GHOST,
    role,
    at: comment.at,
    answeredAt: now,
    line: commandLine(comment.body),
    answer,
  }
}

/** A reaction, and a short comment where something has to be said. Who may not give commands is told so once. */
function comments(
  command: Command,
  { answer, says }: Reply,
  { run, ...shown }: Pick<Snapshot, 'issue' | 'candidates'> & { readonly run: Speculation },
): Step[] {
  const { comment, on = shown.issue.ref.number, by, role, isButton } = command
  const isRefused = answer.kind === 'refused'
  const reaction: Step[] = isButton ? [] : [{ do: 'react', comment, reaction: isRefused ? 'confused' : '+1' }]
  const isKnown = run.commands?.some((one) => one.by === by && one.answer.kind === 'refused')
  const isSaid = isRefused ? hasAtLeast(role, LEAST) || !isKnown : says !== undefined
  const said = renderReply(command, says)
  // What was said by a look that did not come to record it is not said again.
  if (!isSaid || ownCommentsOn(on, shown).some(({ body }) => hasMarker(body, said.marker))) return reaction
  return [...reaction, { do: 'ensure-comment', on, existing: undefined, ...said }]
}

function ownCommentsOn(on: number, { issue, candidates }: Pick<Snapshot, 'issue' | 'candidates'>) {
  if (on === issue.ref.number) return issue.ownComments
  return candidates.find(({ pullRequest }) => pullRequest?.number === on)?.pullRequest?.ownComments ?? []
}

const TOO_MANY =
  'its author has given ten commands in this run already, and further ones get no answer, except those that start, hold or cancel a run; what is done by hand on GitHub still counts'

function replyTo(asked: AskedCommand, situation: Situation): Reply {
  if (hasAtLeast(asked.role, LEAST) && isOneTooMany(situation.run, asked.comment)) return refuse(TOO_MANY)
  const heard = hear(asked, situation.run, situation.commands)
  return heard.kind === 'mistake' ? refuse(heard.reason) : heard.given.reply(asked, situation)
}
