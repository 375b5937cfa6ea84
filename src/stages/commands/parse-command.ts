import { COMMAND } from '../../domain/issue/command.ts'
import { nearest } from '../../domain/nearest.ts'
import { codeSpan, oneLine } from '../../messages/foreign/foreign-text.ts'
import type { GivenCommand, SlashCommand } from './slash-command.ts'
import { SLASH_COMMANDS } from './slash-commands.ts'

export type ParsedCommand =
  | { readonly kind: 'given'; readonly given: GivenCommand }
  /** `reason` is a clause that follows the command; `command` is the one whose argument is wrong. */
  | { readonly kind: 'mistake'; readonly reason: string; readonly command: SlashCommand | undefined }

/**
 * A command is the whole first line of a comment, in any case; what is written below it is for people. Undefined for any other comment: a
 * quoted command, one in a code block, or one after other words is text about a command. `on` is the pull request that it was written on.
 */
export function parseCommand(
  { body, on }: { readonly body: string; readonly on?: number | undefined },
  commands: readonly SlashCommand[] = SLASH_COMMANDS,
): ParsedCommand | undefined {
  const line = firstLine(body)
  if (!COMMAND.test(line)) return undefined
  const [, name = '', text = ''] = /^(\S*)\s*(.*)$/s.exec(line.replace(COMMAND, '').trim()) ?? []
  const command = commands.find((one) => one.name === name.toLowerCase())
  if (!command) return { kind: 'mistake', reason: noSuchCommand(name, commands), command }
  const given = command.give(text, on)
  if (given) return { kind: 'given', given }
  return { kind: 'mistake', reason: `${command.missing}: write it as in ${command.usage}`, command }
}

/** Of the comment, as it is kept and shown. */
export function commandLine(body: string): string {
  return oneLine(firstLine(body)).slice(0, 100)
}

function firstLine(body: string): string {
  return (body.split(/\r?\n/, 1)[0] ?? '').slice(0, 400).trimEnd()
}

const HELP = '`/speculate help` lists what there is'

function noSuchCommand(name: string, commands: readonly SlashCommand[]): string {
  if (name === '') return `it does not say what to do; ${HELP}`
  const close = nearest(
    name,
    commands.map((one) => one.name),
  )
  const meant = commands.find((one) => one.name === close)
  const hint = meant ? `did you mean ${meant.usage}?` : HELP
  return `there is no command ${codeSpan(name, 30)}; ${hint}`
}
