import type { CandidateFacts, PullRequestFacts } from '../../../src/domain/forge/forge-facts.ts'
import { greenChecks } from '../checks/check-run.ts'
import { commitOf } from '../story.ts'

/** A draft whose checks have passed. */
export function aPullRequest(
  candidate: string,
  number: number,
  overrides: Partial<PullRequestFacts> = {},
): PullRequestFacts {
  return {
    number,
    nodeId: `PR_${number}`,
    url: `http://forge.test/acme/payments/pull/${number}`,
    state: 'open',
    isDraft: true,
    mergeable: 'mergeable',
    head: commitOf(candidate),
    labels: [],
    ownComments: [],
    requestedReviewers: [],
    events: [],
    observations: greenChecks(candidate),
    observationsComplete: true,
    ...overrides,
  }
}

/** What GitHub knows of a candidate: nothing, where it has no pull request yet. */
export function candidateFacts(candidate: string, pullRequest?: PullRequestFacts): CandidateFacts {
  const branch = `speculate/12.1/${candidate}`
  return { candidate, branch, branchHead: pullRequest && commitOf(candidate), pullRequest }
}
