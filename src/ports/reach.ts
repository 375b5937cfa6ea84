import type { Patch } from '../domain/candidate/patch.ts'
import type { Reach, TouchedJudge } from '../domain/checks/reach.ts'
import type { PatchContents } from './analysis.ts'

/** The files of the base commit: regular ones, by their paths from the root. */
export interface BaseTree {
  readonly paths: readonly string[]
  /** Undefined where there is none, where it is no text, or where it is too large to be followed. */
  read(path: string): Promise<string | undefined>
}

export interface ReachRequest {
  readonly checks: readonly { readonly name: string; readonly workflow?: string | undefined }[]
  readonly tree: BaseTree
  /** `verifier.judges` of the base's settings: `path` or `path#part`. */
  readonly judges?: readonly string[]
  /** `verifier.may_change` of the base's settings. */
  readonly mayChange?: readonly string[]
}

/** What the checks run and read, derived from the base alone; nothing of it is run. Throws only what reading the tree throws. */
export type DeriveReach = (request: ReachRequest) => Promise<Reach>

/** The parts of the judging files that a change from one commit to another touches. Runs nothing of either. */
export type TouchedJudges = (patch: Patch, contents: PatchContents, reach: Reach) => Promise<TouchedJudge[]>
