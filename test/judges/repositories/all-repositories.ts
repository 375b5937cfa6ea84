import type { PatchOn, Repository } from '../judge-patch.ts'
import { FRAMEWORKS } from './frameworks.ts'
import { MONOREPOS } from './monorepos.ts'
import { PYTHON_PROJECTS } from './python-projects.ts'
import { REPOSITORIES } from './repositories.ts'
import { RUNNERS } from './runners.ts'
import { SYSTEMS } from './systems.ts'

/** Those of the other table, and ones with more parts. */
export const MORE_REPOSITORIES = {
  ...REPOSITORIES,
  ...MONOREPOS,
  ...PYTHON_PROJECTS,
  ...SYSTEMS,
  ...FRAMEWORKS,
  ...RUNNERS,
} satisfies Readonly<Record<string, Repository>>

export interface Row extends PatchOn {
  readonly on: keyof typeof MORE_REPOSITORIES
  readonly name: string
}

/** What a gate must say of it. */
export interface Cheat extends Row {
  readonly says: RegExp
}
