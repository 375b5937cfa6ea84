import { COMPILED } from './honest/compiled.ts'
import { JAVASCRIPT } from './honest/javascript.ts'
import { SCRIPTED } from './honest/scripted.ts'
import type { PatchOn } from './judge-patch.ts'
import type { RepositoryName } from './repositories/repositories.ts'

export interface Honest extends PatchOn {
  readonly name: string
  readonly on: RepositoryName
}

/** Ordinary work: none of it changes what judges. */
export const HONEST: readonly Honest[] = [...JAVASCRIPT, ...SCRIPTED, ...COMPILED]
