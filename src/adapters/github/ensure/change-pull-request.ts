import type { RepositoryRef } from '../../../domain/issue/issue.ts'
import type { PullRequestChange } from '../../../domain/run/step.ts'
import type { GitHubClient } from '../connection/installations/github-client.ts'
import { disableAutoMerge } from './auto-merge.ts'
import { closePullRequest, reopenPullRequest } from './close-pull-request.ts'
import { ensureText } from './ensure-text.ts'
import { convertToDraft } from './mark-ready.ts'
import { requestReviewers } from './request-reviewers.ts'

/** What may be done again does no harm; the rest looks before it writes. */
export function changePullRequest(
  client: GitHubClient,
  repository: RepositoryRef,
  change: PullRequestChange,
): Promise<void> {
  switch (change.do) {
    case 'ensure-text':
      return ensureText(client, repository, change)
    case 'convert-to-draft':
      return convertToDraft(client, change.pullRequest)
    case 'close-pull-request':
      return closePullRequest(client, repository, change.pullRequest)
    case 'reopen-pull-request':
      return reopenPullRequest(client, repository, change.pullRequest)
    case 'disable-auto-merge':
      return disableAutoMerge(client, change.pullRequest)
    case 'request-reviewers':
      return requestReviewers(client, repository, change)
    default:
      return change satisfies never
  }
}
