import type { PullRequestIssue, Repository } from '../../model.ts'
import type { PullRequestFacts } from './run-facts.ts'

/** A commit of a branch, as a pull request would have it that changes nothing. */
export function rehearsalFacts(
  repository: Pick<Repository, 'owner' | 'name'>,
  head: PullRequestFacts['head'],
  facts: Pick<PullRequestFacts, 'actor' | 'serverUrl' | 'payload'>,
): PullRequestFacts {
  return {
    event: 'pull_request',
    owner: repository.owner,
    repo: repository.name,
    number: NO_NUMBER,
    action: 'opened',
    head,
    base: head,
    mergeWith: head.sha,
    isRehearsal: true,
    ...facts,
  }
}

/** No pull request has it. */
const NO_NUMBER = 0

/** What that pull request would be. */
export function rehearsedPullRequest(head: PullRequestFacts['head'], author: string): PullRequestIssue {
  const then = new Date(0).toISOString()
  return {
    ...{ id: 0, number: NO_NUMBER, title: 'Nothing is changed', body: '', state: 'open', stateReason: null },
    ...{ author, viaApp: null, labels: [], assignees: [], createdAt: then, updatedAt: then },
    ...{ closedAt: null, closedBy: null, lastEditedAt: null },
    pull: {
      ...{ id: 0, draft: false, head, base: head, mergedAt: null, mergedBy: null, mergeCommitSha: null },
      ...{ requestedReviewers: [], autoMerge: null },
    },
  }
}
