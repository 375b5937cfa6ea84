import type { CandidateId } from '../../domain/candidate.ts'
import type { Verification } from '../../domain/evidence.ts'
import type { Measures } from '../../domain/measures.ts'
import type { Patch } from '../../domain/patch.ts'
import type { GateResult } from '../../domain/scoreboard.ts'
import type { Settings } from '../../domain/settings.ts'
import type { CandidateFacts } from '../../domain/snapshot.ts'

/** What a gate may look at: a candidate with a patch, and what became of it so far. */
export interface GateCase {
  readonly id: CandidateId
  /** Its place in the plan, from 0: whatever arrives first, the plan's order does not change. */
  readonly place: number
  readonly settings: Settings
  readonly patch: Patch
  /** Undefined when the patch could not be measured. */
  readonly measures: Measures | undefined
  readonly confidence: number | undefined
  readonly facts: CandidateFacts
  readonly verification: Verification | undefined
}

/**
 * A rule that rejects before any scoring. `all` are the candidates it is compared with, itself among them, in any order; most gates
 * look at the one candidate alone.
 */
export type Gate = (candidate: GateCase, all: readonly GateCase[]) => readonly GateResult[]
