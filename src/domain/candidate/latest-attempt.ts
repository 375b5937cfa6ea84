import { type Attempt, isAt } from './attempt.ts'
import type { CandidateId } from './candidate.ts'
import type { Competitor } from './competitor.ts'

/** The candidate's last attempt at a patch, be it written or read. Reviews do not count, and a planner's attempts belong to no candidate. */
export function latestAttempt(attempts: readonly Attempt[], candidate: CandidateId): Attempt | undefined {
  return latest(attempts.filter((one) => one.candidate === candidate && isAt(one, 'patch', 'read')))
}

/** Its last attempt at the commit that competes: a pull request that was entered again has to be read again. */
export function attemptAt(
  attempts: readonly Attempt[],
  { id, submission }: Pick<Competitor, 'id' | 'submission'>,
): Attempt | undefined {
  return latestAttempt(
    attempts.filter(({ task }) => (task.kind === 'read' ? task.commit : undefined) === submission?.commit),
    id,
  )
}

/** Its last attempt by an agent: what was read of a pull request later has no report. */
export function latestWritten(attempts: readonly Attempt[], candidate: CandidateId): Attempt | undefined {
  return latestAttempt(
    attempts.filter((attempt) => !isAt(attempt, 'read')),
    candidate,
  )
}

/** The last attempt of who is asked before anybody writes: at an opinion on the issue, or at a plan. */
export function latestAsked(attempts: readonly Attempt[], kind: 'classify' | 'plan'): Attempt | undefined {
  return latest(attempts.filter((attempt) => isAt(attempt, kind)))
}

function latest(attempts: readonly Attempt[]): Attempt | undefined {
  return attempts.reduce<Attempt | undefined>(
    (last, one) => (!last || one.number > last.number ? one : last),
    undefined,
  )
}
