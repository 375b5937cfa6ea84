import type { Repository } from '../judge-patch.ts'
import { COMPILED } from './compiled.ts'
import { JAVASCRIPT } from './javascript.ts'
import { SCRIPTED } from './scripted.ts'

/** Small repositories as they are found, with a workflow whose job `test` is the required check. */
export const REPOSITORIES = { ...JAVASCRIPT, ...SCRIPTED, ...COMPILED } satisfies Readonly<
  Record<string, Repository>
>

export type RepositoryName = keyof typeof REPOSITORIES
