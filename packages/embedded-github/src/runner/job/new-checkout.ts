import type { JobDirectory } from './job-directory.ts'

/** A checkout before any step of a job has run in it. */
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
  /** Variables of its jobs, over those that all jobs have. */
  readonly environment: Readonly<Record<string, string>>
  /** Folders that are searched for programs before all others. */
  readonly path: readonly string[]
  /** What went wrong, for who reads the job's result. */
  readonly warnings: readonly string[]
}

export type PrepareCheckout = (checkout: NewCheckout) => Promise<PreparedCheckout>

export const NOTHING_PREPARED: PreparedCheckout = { environment: {}, path: [], warnings: [] }
