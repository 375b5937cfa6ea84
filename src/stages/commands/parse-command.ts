import { nearest } from '../../domain/nearest.ts'
import { codeSpan, oneLine } from '../../messages/foreign/foreign-text.ts'
import { whatThereIs } from './help.ts'
import type { GivenCommand, SlashCommand } from './slash-command.ts'
import { SLASH_COMMANDS } from './slash-commands.ts'

export type ParsedCommand =
  | { readonly kind: 'given'; readonly given: GivenCommand }
  /** `reason` is a clause that follows the command; `command` is the one whose argument is wrong. */
  | { readonly kind: 'mistake'; readonly reason: string; readonly command: SlashCommand | undefined }

/**
 * A command is the whole first line of a comment; what is written below it is for people. Undefined for any other comment: a quoted
 * command, one in a code block, or one after other words is text about a command.
 */
export function parseCommand(
  body: string,
  commands: readonly SlashCommand[] = SLASH_COMMANDS,
): ParsedCommand | undefined {
  const match = /^\/speculate(?:[ \t]+(.*))?$/s.exec(firstLine(body))
  if (!match) return undefined
  const rest = (match[1] ?? '').trim()
  const [, name = '', text = ''] = /^(\S*)\s*(.*)$/s.exec(rest) ?? []
  const command = commands.find((one) => one.name === name)
  if (!command) return { kind: 'mistake', reason: noSuchCommand(name, commands), command }
  const given = command.give(text)
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

function noSuchCommand(name: string, commands: readonly SlashCommand[]): string {
  if (name === '') return `it does not say what to do: ${whatThereIs(commands)}`
  const close = nearest(
    name,
    commands.map((one) => one.name),
  )
  const meant = commands.find((one) => one.name === close)
  const hint = meant ? `did you mean ${meant.usage}?` : whatThereIs(commands)
  return `there is no command ${codeSpan(name, 30)}; ${hint}`
}
