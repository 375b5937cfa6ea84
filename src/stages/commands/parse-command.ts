import { commandText, firstLine } from '../../domain/issue/command.ts'
import { nearest } from '../../domain/nearest.ts'
import { codeSpan, oneLine } from '../../messages/foreign/foreign-text.ts'
import type { GivenCommand, SlashCommand } from './slash/slash-command.ts'
import { SLASH_COMMANDS } from './slash/slash-commands.ts'

export type ParsedCommand =
  | { readonly kind: 'given'; readonly given: GivenCommand }
  /** `reason` is a clause that follows the command; `command` is the one whose argument is wrong. */
  | { readonly kind: 'mistake'; readonly reason: string; readonly command: SlashCommand | undefined }

/** Undefined for a comment that is none. `on` is the pull request that it was written on. */
export function parseCommand(
  { body, on }: { readonly body: string; readonly on?: number | undefined },
  commands: readonly SlashCommand[] = SLASH_COMMANDS,
): ParsedCommand | undefined {
  const given = commandText(body)
  if (given === undefined) return undefined
  const [, name = '', rest = ''] = /^(\S*)\s*(.*)$/s.exec(given) ?? []
  const called = commands.find((one) => one.name === name.toLowerCase())
  // `/speculate candidates=2`
  const isBare = name === '' || name.includes('=')
  const command = called ?? (isBare ? commands.find(({ isDefault }) => isDefault) : undefined)
  const text = called ? rest : given
  if (!command) return { kind: 'mistake', reason: noSuchCommand(name, commands), command }
  const asked = command.give(text, on)
  if (asked) return { kind: 'given', given: asked }
  return { kind: 'mistake', reason: command.whyNot(text), command }
}

/** Whether one more candidate is asked for. */
export function asksForMore(comment: Parameters<typeof parseCommand>[0]): boolean {
  const parsed = parseCommand(comment)
  return parsed?.kind === 'given' && parsed.given.command.name === 'add'
}

/** Of the comment, as it is kept and shown. */
export function commandLine(body: string): string {
  return oneLine(firstLine(body)).slice(0, 100)
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
