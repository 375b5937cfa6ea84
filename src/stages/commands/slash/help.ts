import { NOTHING } from './argument.ts'
import { helpLines } from './help-lines.ts'
import { type Reply, type SlashCommand, slashCommand } from './slash-command.ts'

export const help = slashCommand({
  name: 'help',
  argument: NOTHING,
  least: 'write',
  when: 'always',
  deed: 'ask for help',
  help: 'Lists the commands.',
  alone: helpText,
  reply: (_, _asked, { commands }) => helpText(commands),
})

function helpText(commands: readonly SlashCommand[]): Reply {
  return {
    answer: { kind: 'told' },
    says: [
      'A command is the first line of a comment, here or on a draft. Where it names a candidate, write the number of its draft or its name; on a draft, nothing means that draft.',
      '',
      ...helpLines(commands),
    ].join('\n'),
  }
}
