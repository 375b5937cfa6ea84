import type { JobDirectory } from '../job-directory.ts'

/** A checkout of what a run is about, at the root of the workspace, before the next step of its job. */
export interface NewCheckout extends Pick<JobDirectory, 'workspace' | 'home'> {
  readonly owner: string
  readonly repo: string
  /** Of the file of the workflow. */
  readonly workflow: string
  /** A git directory that has the commits; only read. */
  readonly gitDir: string
  /** What is checked out. */
  readonly commit: string
  /** The commit of the base that the head of a pull request was merged with. */
  readonly mergedWith: string | undefined
  readonly signal: AbortSignal
}

/** What has been done to it. */
export interface PreparedCheckout {
  /** Folders that are searched for programs before all others. */
  readonly path: readonly string[]
  /** What went wrong, for who reads the job's result. */
  readonly warnings: readonly string[]
}

export type PrepareCheckout = (checkout: NewCheckout) => Promise<PreparedCheckout>

/** Answers variables of the jobs that have this home, over those that all jobs have. */
export type PrepareHome = (home: string) => Promise<Readonly<Record<string, string>>>

export const NOTHING_PREPARED: PreparedCheckout = { path: [], warnings: [] }
