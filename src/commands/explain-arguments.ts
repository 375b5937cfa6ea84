import type { Command } from 'commander'
import { nearest } from '../domain/nearest.ts'

const EITHER = new Intl.ListFormat('en-GB', { type: 'disjunction' })

/** Makes a mistake in the arguments of a command, or of one of its own commands, be told in our words, with the help of that command. */
export function explainArguments(command: Command, path = ''): void {
  const name = `${path}${command.name()}`
  command.showHelpAfterError(`Try \`${name} --help\`.`)
  for (const one of command.registeredArguments) explainChoices(command, one, command.name())
  for (const one of command.options) explainChoices(command, one, one.long ?? one.flags)
  for (const one of command.commands) explainArguments(one, `${name} `)
}

interface WithChoices {
  readonly argChoices?: readonly string[]
  argParser(parse: (value: string) => string): unknown
}

/** The parser's own sentence speaks of a "command-argument value". */
function explainChoices(command: Command, of: WithChoices, takenBy: string): void {
  const { argChoices: choices } = of
  if (choices === undefined) return
  of.argParser((value) =>
    choices.includes(value) ? value : command.error(`error: ${takenBy} takes ${notOneOf(choices, value)}`),
  )
}

function notOneOf(choices: readonly string[], value: string): string {
  const meant = choices.length > 1 ? nearest(value, choices) : undefined
  return `${EITHER.format(choices)}, not "${value}"${meant === undefined ? '' : `; did you mean "${meant}"?`}`
}
