import type { VerifierContract } from '../../../domain/checks/contract.ts'
import type { Observation } from '../../../domain/checks/evidence.ts'
import { isTrustedFailure, judgeObservation } from '../judge-observation.ts'

interface BaseCase {
  readonly contract: VerifierContract
  /** Check runs and statuses of the commit that all candidates start from. */
  readonly observations: readonly Observation[]
  /** ISO-8601; when the speculation started. */
  readonly startedAt: string
}

/**
 * Names of required checks that fail without any candidate: nobody is blamed for them, and nobody is promoted by them. A failure
 * must come from whom the contract expects, because marking a check as red on base takes it out of the verdict; a commit status
 * proves no sender, so it counts only from before the first line of any candidate was written.
 */
export function redOnBase({ contract, observations, startedAt }: BaseCase): readonly string[] {
  const red = contract.checks.filter((required) =>
    observations.some((one) =>
      one.kind === 'check-run'
        ? one.name === required.name && isTrustedFailure(one, required)
        : one.context === required.name &&
          one.createdAt !== undefined &&
          Date.parse(one.createdAt) < Date.parse(startedAt) &&
          judgeObservation(one, required).verdict === 'failed',
    ),
  )
  return red.map(({ name }) => name)
}
