import type { CandidateId } from '../domain/candidate/candidate.ts'
import type { RepositoryRef } from '../domain/issue/issue.ts'
import type { DistinctionCell, HandedInFile } from '../domain/proof/distinction.ts'
import type { Matrix } from '../domain/proof/proof.ts'

export interface ProveRequest {
  readonly repository: RepositoryRef
  /** A git directory of ours that holds all the commits; only read. */
  readonly gitDir: string
  /** The commit whose tests and harness count. */
  readonly base: string
  /** What each changes is measured from its own base. */
  readonly candidates: readonly { readonly id: CandidateId; readonly base: string; readonly commit: string }[]
  /** Commands that install what the base needs; none: nothing is installed. */
  readonly setUp?: readonly string[] | undefined
  /** With `{files}` where named files go; otherwise what the checks run. */
  readonly command: string | undefined
  readonly checks: readonly { readonly name: string; readonly workflow?: string | undefined }[]
  /** The time limit for each run of tests. */
  readonly seconds: number
  /** Of each candidate, how many small changes of its own lines its tests are run on; none in a workflow. */
  readonly mutants: number
  /** The time limit for all runs together. */
  readonly allSeconds: number
  /** Called when the runs begin, and after each. Runs on mutants come later and are not part of `of`. */
  readonly onRun: (ended: number, of: number) => void
}

export type ProveResult =
  | { readonly kind: 'proved'; readonly matrix: Matrix; readonly runner: string }
  /** A sentence's part, as the end of `not cross-checked: …`. */
  | { readonly kind: 'cannot'; readonly reason: string }

/** One test, with its data, that nobody has published. */
export interface DistinguishRequest extends Omit<ProveRequest, 'mutants' | 'allSeconds'> {
  readonly files: readonly HandedInFile[]
}

export type DistinguishResult =
  | { readonly kind: 'ran'; readonly cells: readonly DistinctionCell[]; readonly runner: string }
  | Extract<ProveResult, { kind: 'cannot' }>

/** What a job of a workflow has left. */
export interface JobLog {
  readonly id: number
  readonly url: string
  /** All that it printed, or the lines of it that are read, where that can be read. */
  readonly text: string | undefined
  readonly conclusion: string | undefined
}

/** What a workflow of the repository is to run, each job on one tree. */
export interface ProofPlan {
  readonly kind: 'planned'
  readonly runner: string
  /** Names of the jobs. */
  readonly jobs: readonly string[]
  /** Inputs of the workflow. */
  readonly inputs: { readonly pairs: string; readonly plan: string }
  /** What a line of a log holds that is read. */
  readonly lines: string
  /** What the jobs have printed, by their names; what a job prints counts for what it ran, and for nothing else. */
  read(logs: ReadonlyMap<string, JobLog>): Promise<Matrix>
}

/** Runs the tests of candidates on the base and on each other, each in a sandbox of its own. Throws the signal's reason when it is cancelled. */
export interface Prover {
  prove(request: ProveRequest, signal: AbortSignal): Promise<ProveResult>
  /** Runs one test twice on the base and on each candidate. */
  distinguish(request: DistinguishRequest, signal: AbortSignal): Promise<DistinguishResult>
  /** What a workflow of the repository is to run for a proof; the same request is the same plan. */
  plan(request: ProveRequest): Promise<ProofPlan | Extract<ProveResult, { kind: 'cannot' }>>
}
