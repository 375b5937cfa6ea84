import type { Files } from './base-tree.ts'
import type { Command } from './command.ts'
import type { Found } from './walk.ts'

/** What a tool reads and loads by itself; undefined where the program is none that is known. */
export function toolFiles(_files: Files, _command: Command): readonly Found[] | undefined {
  return undefined
}
