import { hasAtLeast, type Role } from '../../domain/issue/issue.ts'
import type { AskedCommand } from '../../domain/run/snapshot.ts'
import type { Speculation } from '../../domain/run/speculation.ts'
import { type ParsedCommand, parseCommand } from './parse-command.ts'
import type { SlashCommand } from './slash/slash-command.ts'
import { SLASH_COMMANDS } from './slash/slash-commands.ts'

/** What everybody needs who gives commands, also such as do not exist. */
export const LEAST: Role = 'write'

/** The requirements of a command that does not exist: only people who may give commands learn that. */
const UNKNOWN: Pick<SlashCommand, 'deed' | 'least'> = { deed: 'give commands', least: LEAST }

const TOO_LATE = 'it came too late: there is a verdict already'
const TOO_EARLY = 'there is no verdict yet'
const NO_RUN = 'there is no run on this issue yet: `/speculate` starts one'

/** Who may give the command, and when, whatever it names (T4); why it is not heard is a mistake of its author's. Without a run few are. */
export function hear(
  { comment, role }: Omit<AskedCommand, 'named'>,
  run: Speculation | undefined,
  commands: readonly SlashCommand[] = SLASH_COMMANDS,
): Exclude<ParsedCommand, undefined> {
  const parsed = parseCommand(comment, commands)
  const command = parsed?.kind === 'given' ? parsed.given.command : parsed?.command
  const unheard = (reason: string) => ({ kind: 'mistake', reason, command }) as const
  const { deed, least } = command ?? UNKNOWN
  if (comment.authorType !== 'User') return unheard(`only people ${deed}`)
  if (!hasAtLeast(role, least))
    return unheard(`it takes ${least} access, and the author's role is \`${role}\``)
  if (comment.isEdited)
    return unheard('the comment was edited, so nobody knows who wrote what: write a new one')
  if (parsed?.kind !== 'given') return parsed ?? unheard('it is not a command')
  const { when, starts, alone } = parsed.given.command
  if (!run) return starts || alone ? parsed : unheard(NO_RUN)
  if (when === 'before-verdict' && run.verdict) return unheard(TOO_LATE)
  return when === 'after-verdict' && !run.verdict ? unheard(TOO_EARLY) : parsed
}

/** The pull request that has to be looked at before the command can be answered. */
export function pullRequestNamed(
  asked: Omit<AskedCommand, 'named'>,
  run: Speculation | undefined,
  commands: readonly SlashCommand[] = SLASH_COMMANDS,
): number | undefined {
  const heard = hear(asked, run, commands)
  return heard.kind === 'given' ? heard.given.pullRequest : undefined
}
