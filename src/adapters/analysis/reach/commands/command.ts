import type { Place, Walk } from '../walk.ts'

export interface Command {
  /** Without its folder and without what Windows adds to it. */
  readonly program: string
  readonly args: readonly string[]
  readonly place: Place
}

/** Follows what a program runs by names of its own: scripts of a package, targets, recipes, tasks. */
export type Runner = (walk: Walk, command: Command) => Promise<void>
