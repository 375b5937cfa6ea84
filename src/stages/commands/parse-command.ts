import { nearest } from '../../domain/nearest.ts'
import { codeSpan, oneLine } from '../../messages/foreign/foreign-text.ts'

export type ParsedCommand =
  | { readonly kind: 'enter'; readonly pullRequest: number }
  /** `reason` is a clause that follows the command. */
  | { readonly kind: 'mistake'; readonly reason: string }

const NAMES = ['enter'] as const
const USAGE = '`/speculate enter #123`'

/**
 * A command is the whole first line of a comment; what is written below it is for people. Undefined for any other comment: a quoted
 * command, one in a code block, or one after other words is text about a command.
 */
export function parseCommand(body: string): ParsedCommand | undefined {
  const match = /^\/speculate(?:[ \t]+(.*))?$/s.exec(firstLine(body))
  if (!match) return undefined
  const rest = (match[1] ?? '').trim()
  const [, name = '', argument = ''] = /^(\S*)\s*(.*)$/s.exec(rest) ?? []
  if (name !== 'enter') return { kind: 'mistake', reason: noSuchCommand(name) }
  const number = /^#([1-9]\d{0,8})$/.exec(argument)?.[1]
  if (number === undefined)
    return { kind: 'mistake', reason: `it names no pull request: write it as in ${USAGE}` }
  return { kind: 'enter', pullRequest: Number(number) }
}

/** Of the comment, as it is kept and shown. */
export function commandLine(body: string): string {
  return oneLine(firstLine(body)).slice(0, 100)
}

function firstLine(body: string): string {
  return (body.split(/\r?\n/, 1)[0] ?? '').slice(0, 400).trimEnd()
}

function noSuchCommand(name: string): string {
  if (name === '') return `it does not say what to do: there is ${USAGE}`
  const close = nearest(name, NAMES)
  const hint = close === undefined ? `there is ${USAGE}` : `did you mean ${USAGE}?`
  return `there is no command ${codeSpan(name, 30)}; ${hint}`
}
