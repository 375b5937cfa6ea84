import type { Attempt } from '../../domain/candidate/attempt.ts'
import type { TddStage } from '../../domain/candidate/brief.ts'
import type { CandidateId } from '../../domain/candidate/candidate.ts'
import type { Competitor } from '../../domain/candidate/competitor.ts'
import type { Patch } from '../../domain/candidate/patch.ts'
import type { Verification } from '../../domain/checks/evidence.ts'
import type { CandidateFacts } from '../../domain/forge/forge-facts.ts'
import type { Measures } from '../../domain/judgement/measures.ts'
import type { Speculation } from '../../domain/run/speculation.ts'
import type { Settings } from '../../domain/settings.ts'

/** What a gate may look at: a candidate with a patch, and what became of it so far. */
export interface GateCase {
  readonly id: CandidateId
  /** Somebody else's pull request. */
  readonly isSubmitted?: boolean
  /** Its place in the plan, from 0: whatever arrives first, the plan's order does not change. */
  readonly place: number
  readonly settings: Settings
  /** Of all candidates of its run; absent where none is on a forge. */
  readonly base?: Speculation['base']
  readonly stage: TddStage
  readonly patch: Patch
  /** Undefined when the patch could not be measured. */
  readonly measures: Measures | undefined
  readonly confidence: number | undefined
  readonly facts: CandidateFacts
  readonly verification: Verification | undefined
}

export interface WrittenCandidate {
  readonly speculation: Speculation
  readonly brief: Competitor
  /** In the plan, from 0. */
  readonly place: number
  readonly attempt: Attempt | undefined
  readonly facts: CandidateFacts
}

/** Undefined while there is no patch. What the verifier says of it is not known yet. */
export function gateCaseOf({
  speculation,
  brief,
  place,
  attempt,
  facts,
}: WrittenCandidate): GateCase | undefined {
  if (attempt?.outcome?.kind !== 'patch') return undefined
  const { patch, measures, report } = attempt.outcome
  const { settings, base, plan } = speculation
  const { confidence } = report
  const stage = plan.stage ?? 'green'
  const isSubmitted = brief.submission !== undefined
  const known = { id: brief.id, ...(isSubmitted && { isSubmitted: true }), place, settings, base, stage }
  return { ...known, patch, measures, confidence, facts, verification: undefined }
}
