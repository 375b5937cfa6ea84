import type { CandidateId } from '../domain/candidate.ts'
import type { Matrix } from '../domain/proof.ts'

export interface ProveRequest {
  /** A git directory of ours that holds all the commits; only read. */
  readonly gitDir: string
  /** The commit whose tests and harness count. */
  readonly base: string
  /** What each changes is told from its own base. */
  readonly candidates: readonly { readonly id: CandidateId; readonly base: string; readonly commit: string }[]
  /** With `{files}` where named files go; otherwise what the checks run. */
  readonly command: string | undefined
  readonly checks: readonly { readonly name: string; readonly workflow?: string | undefined }[]
  /** For each run of tests. */
  readonly seconds: number
  readonly onRun: (ended: number) => void
}

export type ProveResult =
  | { readonly kind: 'proved'; readonly matrix: Matrix; readonly runner: string }
  /** A sentence's part, as the end of `not cross-checked: …`. */
  | { readonly kind: 'cannot'; readonly reason: string }

/** Runs the tests of candidates on the base and on each other, each in a cell of its own. Throws the signal's reason when it is cancelled. */
export interface Prover {
  prove(request: ProveRequest, signal: AbortSignal): Promise<ProveResult>
}
