import { type Command, GHOST } from '../../domain/issue/command.ts'
import { hasAtLeast } from '../../domain/issue/issue.ts'
import type { AskedCommand, CommandComment, IssueFacts, RepositoryFacts } from '../../domain/run/snapshot.ts'
import type { Speculation } from '../../domain/run/speculation.ts'
import type { Step } from '../../domain/run/step.ts'
import { commandLine, type ParsedCommand, parseCommand } from './parse-command.ts'
import { refuse, type Situation, type SlashCommand } from './slash-command.ts'
import { SLASH_COMMANDS } from './slash-commands.ts'

/** Whoever has written so many commands in one run gets no answer to further ones (T15). */
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
export function pullRequestNamed(
  { comment, role }: Omit<AskedCommand, 'named'>,
  run: Speculation,
  commands: readonly SlashCommand[] = SLASH_COMMANDS,
): number | undefined {
  const heard = hear({ comment, role }, run, commands)
  return heard.kind === 'given' ? heard.given.pullRequest : undefined
}

interface CommandsInput {
  readonly issue: IssueFacts
  readonly repository: RepositoryFacts
  readonly commands?: readonly AskedCommand[] | undefined
  readonly now: string
}

export interface AnsweredCommand {
  readonly command: Command
  /** Recording comes last, because a command that is recorded is never carried out again. */
  readonly steps: readonly Step[]
}

/** Each command gets one answer, in the order in which they were written. */
export function answerCommands(
  { commands: asked = [], repository, now }: CommandsInput,
  speculation: Speculation,
  commands: readonly SlashCommand[] = SLASH_COMMANDS,
): readonly AnsweredCommand[] {
  const answered: AnsweredCommand[] = []
  for (const one of asked) {
    const before = answered.map(({ command }) => command)
    const run = { ...speculation, commands: [...(speculation.commands ?? []), ...before] }
    const { answer, effect } = answerOne(one, { run, repository }, commands)
    const { comment, role } = one
    const by = comment.author ?? GHOST
    const line = commandLine(comment.body)
    const command = { comment: comment.id, by, role, at: comment.at, answeredAt: now, line, answer }
    answered.push({ command, steps: [...effect, { do: 'record-command', command }] })
  }
  return answered
}

function answerOne(
  asked: AskedCommand,
  situation: Situation,
  commands: readonly SlashCommand[],
): { readonly answer: Command['answer']; readonly effect: readonly Step[] } {
  const heard = hear(asked, situation.run, commands)
  if (heard.kind === 'mistake') return { answer: refuse(heard.reason), effect: [] }
  const answer = heard.given.answer(asked, situation)
  return { answer, effect: answer.kind === 'refused' ? [] : heard.given.effect(situation) }
}

/** The requirements of a command that does not exist: only people who may give commands learn that. */
const UNKNOWN: Pick<SlashCommand, 'deed' | 'least'> = { deed: 'give commands', least: 'write' }

/** Who may give the command, and when, whatever it names (T4); why it is not heard is a mistake of its author's. */
function hear(
  { comment, role }: Omit<AskedCommand, 'named'>,
  run: Speculation,
  commands: readonly SlashCommand[],
): Exclude<ParsedCommand, undefined> {
  const parsed = parseCommand(comment.body, commands)
  const command = parsed?.kind === 'given' ? parsed.given.command : parsed?.command
  const unheard = (reason: string) => ({ kind: 'mistake', reason, command }) as const
  const { deed, least } = command ?? UNKNOWN
  if (comment.authorType !== 'User') return unheard(`only people ${deed}`)
  if (!hasAtLeast(role, least))
    return unheard(`it takes ${least} access, and the author's role is \`${role}\``)
  if (comment.isEdited)
    return unheard('the comment was edited, so nobody knows who wrote what: write a new one')
  if (parsed?.kind !== 'given') return parsed ?? unheard('it is not a command')
  const isLate = parsed.given.command.until === 'verdict' && run.verdict !== undefined
  return isLate ? unheard('it came too late: there is a verdict already') : parsed
}
