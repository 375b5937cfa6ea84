import type { Command } from './command.ts'
import type { Found, Walk } from './walk.ts'

/**
 * What a tool reads and loads by itself, also where the base has it not yet; undefined where the program is none that is known.
 * Configuration that is code is looked into for the files that it names.
 */
export async function toolFiles(
  _files: Walk['files'],
  _command: Command,
): Promise<readonly Found[] | undefined> {
  return undefined
}
