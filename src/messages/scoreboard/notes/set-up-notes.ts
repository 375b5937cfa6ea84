import type { Attempt } from '../../../domain/candidate/attempt.ts'
import { codeSpan, neutralReferences } from '../../foreign/foreign-text.ts'

/** That agents worked without the project's dependencies, and why; each reason once. */
export function setUpNotes(attempts: readonly Pick<Attempt, 'outcome'>[]): readonly string[] {
  const reasons = attempts.flatMap(({ outcome }) =>
    outcome?.kind === 'patch' || outcome?.kind === 'failure' ? (outcome.setUpFailed ?? []) : [],
  )
  return [...new Set(reasons)].map(
    (reason) =>
      `The set-up failed, so agents worked without the project's dependencies: ${codeSpan(neutralReferences(reason), 150)}`,
  )
}
