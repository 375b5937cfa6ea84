import type { PatchOn } from '../../judge-patch.ts'
import type { RepositoryName } from '../../repositories/repositories.ts'
import { COMPILED } from './changed/compiled.ts'
import { JAVASCRIPT } from './changed/javascript.ts'
import { SCRIPTED } from './changed/scripted.ts'

export interface Cheat extends PatchOn {
  readonly name: string
  readonly on: RepositoryName
  /** What the reason must say. */
  readonly rejected: RegExp
}

/** Ways to change what judges, instead of what is judged. */
export const CHEATS: readonly Cheat[] = [...JAVASCRIPT, ...SCRIPTED, ...COMPILED]
