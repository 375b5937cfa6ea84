import type { Command } from '../../domain/issue/command.ts'
import type { Speculation } from '../../domain/run/speculation.ts'
import { codeSpan, sentence } from '../foreign/foreign-text.ts'

/** What a scoreboard has room for; all of them are in the log. */
const SHOWN = 5

/** The latest commands that were refused, each a sentence; what was entered has a row of its own. */
export function refusedCommands({ commands = [] }: Speculation, maxLength: number): readonly string[] {
  const refused = commands.flatMap((command) => refusal(command, maxLength))
  const more = refused.length - SHOWN
  return [...(more > 0 ? [`${more} earlier commands were refused as well.`] : []), ...refused.slice(-SHOWN)]
}

function refusal({ answer, line, by }: Command, maxLength: number): readonly string[] {
  if (answer.kind !== 'refused') return []
  const stop = /[.!?]$/.test(answer.reason) ? '' : '.'
  const why = sentence(answer.reason, maxLength)
  return [`The command ${codeSpan(line, 100)} by ${codeSpan(by, 50)} was refused: ${why}${stop}`]
}
