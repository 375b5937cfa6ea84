import { candidateBranch } from '../domain/candidate/candidate.ts'
import { pullRequestRef, submittedPullRequests } from '../domain/candidate/competitor.ts'
import type { Speculation } from '../domain/run/speculation.ts'
import type { FactsQuery } from '../ports/forge.ts'

/** Whom the forge is asked about: those of the run by their branches, and what was entered by its number. */
export function askedCandidates(speculation: Speculation): FactsQuery['candidates'] {
  const { issue, run, plan } = speculation
  return [
    ...plan.briefs.map(({ id }) => ({ candidate: id, branch: candidateBranch(issue, run, id) })),
    ...submittedPullRequests(speculation).map(({ id, submission: { pullRequest } }) => ({
      candidate: id,
      branch: pullRequestRef(pullRequest),
      pullRequest,
    })),
  ]
}
