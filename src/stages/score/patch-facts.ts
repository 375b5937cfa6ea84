import type { CandidateId } from '../../domain/candidate/candidate.ts'
import type { CheckVerdict, Verification } from '../../domain/checks/evidence.ts'
import type { CheckedRow } from '../../domain/judgement/row.ts'
import type { GateCase } from '../gates/gate-case.ts'
import { turnedGreen } from '../verify/base/turned-green.ts'
import { type CheckNumbers, checkNumbers } from './columns/check-numbers.ts'
import { type PatchNumbers, patchNumbers } from './columns/patch-numbers.ts'
import { testsColumn } from './columns/tests-column.ts'
import type { AssessInput } from './describe-row.ts'

/** What is known of a patch considered alone. Its row shows it to people, and its evidence is what a policy sees. */
export interface PatchFacts extends CheckNumbers {
  readonly id: CandidateId
  readonly tag: string
  /** As its agent reported it. */
  readonly confidence: number | undefined
  readonly numbers: PatchNumbers
  readonly checks: readonly CheckVerdict[]
  readonly tests: CheckedRow['tests']
  /** Names of the required checks that fail on the base and pass here. */
  readonly turnsGreen: readonly string[]
}

export function patchFacts(
  { speculation, brief, facts }: AssessInput,
  { patch, measures, stage, confidence }: GateCase,
  verification: Verification | undefined,
): PatchFacts {
  const { contract } = speculation
  const checks = verification?.checks ?? []
  const observations = facts.pullRequest?.observations ?? []
  return {
    id: brief.id,
    tag: brief.tag,
    confidence,
    numbers: patchNumbers(patch, measures, stage),
    checks,
    tests: testsColumn(verification, contract),
    turnsGreen: turnedGreen(checks),
    ...checkNumbers({ checks, observations, contract: contract.checks }),
  }
}
