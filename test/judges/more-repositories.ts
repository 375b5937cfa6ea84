import type { PatchOn, Repository } from './judge-patch.ts'
import { FRAMEWORKS } from './repositories/frameworks.ts'
import { MONOREPOS } from './repositories/monorepos.ts'
import { PYTHON_PROJECTS } from './repositories/python-projects.ts'
import { REPOSITORIES } from './repositories/repositories.ts'
import { RUNNERS } from './repositories/runners.ts'
import { SYSTEMS } from './repositories/systems.ts'

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
