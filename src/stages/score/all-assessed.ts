import type { CandidateEvidence } from '../../domain/judgement/candidate-evidence.ts'
import type { Row } from '../../domain/judgement/row.ts'

/** Where all candidates stand, and what a policy may know of those that have a patch; both in the order of the plan. */
export interface AllAssessed {
  readonly rows: readonly Row[]
  readonly evidence: readonly CandidateEvidence[]
}
