import type { SlashCommand } from './slash-command.ts'

/** Every command once, each as a line of a list in Markdown. */
export function helpLines(commands: readonly SlashCommand[]): readonly string[] {
  return commands.map(({ usage, help, least, until }) => {
    const when = until === 'verdict' ? ', before the verdict' : ''
    return `- ${usage} (${least} access${when}): ${help}`
  })
}

/** A clause that names every command. There are few, and whoever reads it has just mistyped one. */
export function whatThereIs(commands: readonly SlashCommand[]): string {
  const usages = commands.map(({ usage }) => usage)
  const last = usages.at(-1) ?? ''
  return usages.length < 2 ? `there is ${last}` : `there are ${usages.slice(0, -1).join(', ')} and ${last}`
}
