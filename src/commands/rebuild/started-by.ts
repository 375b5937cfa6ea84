import type { CommandComment, IssueFacts } from '../../domain/forge/forge-facts.ts'
import { readStarter } from '../../messages/scoreboard/read-headline.ts'
import { parseCommand } from '../../stages/commands/parse-command.ts'
import type { FoundRun } from './found-runs.ts'

/** The command that has started the run, where its scoreboard says that one has; undefined where it was the label. */
export function startedBy(
  { board, startedAt }: Pick<FoundRun, 'board' | 'startedAt'>,
  { commands = [] }: Pick<IssueFacts, 'commands'>,
): CommandComment | undefined {
  const starter = board && readStarter(board.body)
  if (starter === undefined) return undefined
  const theirs = commands.filter((one) => one.author === starter && startsRun(one))
  // Where there was a run before, the scoreboard is older than the run.
  return theirs.findLast(({ at }) => Date.parse(at) <= Date.parse(startedAt)) ?? theirs.at(-1)
}

/** Whether it asks for a run. */
export function startsRun(comment: CommandComment): boolean {
  const parsed = parseCommand(comment)
  return parsed?.kind === 'given' && parsed.given.starts !== undefined
}
