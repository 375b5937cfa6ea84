import { COMPILED } from './cheats/compiled.ts'
import { JAVASCRIPT } from './cheats/javascript.ts'
import { SCRIPTED } from './cheats/scripted.ts'
import type { PatchOn } from './judge-patch.ts'
import type { RepositoryName } from './repositories/repositories.ts'

export interface Cheat extends PatchOn {
  readonly name: string
  readonly on: RepositoryName
  /** What the reason must say. */
  readonly rejected: RegExp
}

/** Ways to change what judges, instead of what is judged. */
export const CHEATS: readonly Cheat[] = [...JAVASCRIPT, ...SCRIPTED, ...COMPILED]
