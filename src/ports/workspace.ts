import type { AttemptFailure, AttemptReport } from '../domain/attempt.ts'
import type { RepositoryRef } from '../domain/issue.ts'
import type { Patch } from '../domain/patch.ts'
import type { PatchContents } from './analysis.ts'
import type { GitRemote } from './forge.ts'

export interface WorkTreeRequest {
  readonly repository: RepositoryRef
  readonly remote: GitRemote
  /** The commit the candidate starts from. */
  readonly base: string
  /** Unique and path-safe, for example `acme.payments.12.1.minimal-change.1`. */
  readonly name: string
}

/** One candidate's own directory: nothing in it is trusted, and nothing outside reads it but `collect`. */
export interface WorkTree {
  /** Absolute path of the files the agent edits. */
  readonly path: string
  /** Absolute path of an empty directory that serves as the agent's HOME. */
  readonly home: string
  /** Absolute path of objects that its git directory shares and may only read. */
  readonly objects?: string
}

export interface CollectRequest {
  readonly workTree: WorkTree
  readonly base: string
  readonly message: string
  readonly author: { readonly name: string; readonly email: string }
  /** A changed file above this ends the collection with `too-large`. */
  readonly maxFileBytes: number
  /** ISO-8601; the commit's date, so that the same work gives the same commit id. */
  readonly date: string
}

export type Collected =
  | {
      readonly kind: 'patch'
      readonly patch: Patch
      readonly report: AttemptReport
      /** A git bundle of `patch.commit` on top of `patch.base`: all that is needed to push it from any machine. */
      readonly bundle: Uint8Array
      /** Both sides of the patch; readable until the work tree is disposed of. */
      readonly contents: PatchContents
    }
  | { readonly kind: 'failure'; readonly failure: AttemptFailure; readonly detail: string }

/** Where an agent leaves its report, relative to the work tree; never part of the patch. */
export const REPORT_PATH = '.speculate/report.json'

export interface Workspace {
  /** A fresh work tree with a git directory of its own; objects are shared read-only with the repository's mirror. */
  prepare(request: WorkTreeRequest): Promise<WorkTree>
  /** Imports the files (never the candidate's git directory) into a clean repository and measures the patch there. */
  collect(request: CollectRequest): Promise<Collected>
  /** Creates `branch` at `commit`. Does nothing when it is there already; throws `BranchTaken` when it points elsewhere. */
  push(request: {
    readonly repository: RepositoryRef
    readonly remote: GitRemote
    readonly bundle: Uint8Array
    readonly base: string
    readonly commit: string
    readonly branch: string
  }): Promise<void>
  /** Removes the work tree and its home, also when they are half made. */
  dispose(name: string): Promise<void>
}

export class BranchTaken extends Error {
  override readonly name = 'BranchTaken'
}
