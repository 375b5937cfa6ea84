import type { SlashCommand } from './slash-command.ts'

/** Every command once, each as a line of a list in Markdown. */
export function helpLines(commands: readonly SlashCommand[]): readonly string[] {
  return commands.map(({ usage, help, least, when }) => `- ${usage} (${least} access${WHEN[when]}): ${help}`)
}

const WHEN: Record<SlashCommand['when'], string> = {
  'before-verdict': ', before the verdict',
  'after-verdict': ', after the verdict',
  always: '',
}
