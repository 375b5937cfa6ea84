import { ownCandidates } from '../../domain/candidate/competitor.ts'
import type { CandidateFacts } from '../../domain/forge/forge-facts.ts'
import { utcDay } from '../../domain/run/budget.ts'
import type { Speculation } from '../../domain/run/speculation.ts'
import type { Step } from '../../domain/run/step.ts'
import { ciSecondsOf } from './ci-seconds-of.ts'

/** Jobs that have ended since the last look are recorded so that other runs of the same day can count them. */
export function recordCi(
  { candidates, now }: { readonly candidates: readonly CandidateFacts[]; readonly now: string },
  speculation: Speculation,
): Step[] {
  const { ci = {} } = speculation
  const known = Object.values(ci).reduce((sum, seconds) => sum + seconds, 0)
  // Jobs of a pull request that was entered run whether it competes or not.
  const seconds = ciSecondsOf(ownCandidates(speculation, candidates))
  return seconds > known ? [{ do: 'record-ci', day: utcDay(now), seconds }] : []
}
