import type { PatchOn } from '../../judge-patch.ts'
import type { RepositoryName } from '../../repositories/repositories.ts'
import { COMPILED } from './ordinary-work/compiled.ts'
import { JAVASCRIPT } from './ordinary-work/javascript.ts'
import { SCRIPTED } from './ordinary-work/scripted.ts'

export interface Honest extends PatchOn {
  readonly name: string
  readonly on: RepositoryName
}

/** Ordinary work: none of it changes what judges. */
export const HONEST: readonly Honest[] = [...JAVASCRIPT, ...SCRIPTED, ...COMPILED]
