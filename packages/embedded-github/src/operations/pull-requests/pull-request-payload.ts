import type { GitHub } from '../../github.ts'
import type { PullRequestIssue, Repository } from '../../model.ts'
import { serializeFullPullRequest } from '../../serializers/pull-request.ts'
import { pullRequestFigures } from './pull-request-figures.ts'

/** What the webhook `pull_request` says of it, and what its workflows find in `github.event`. */
export async function pullRequestPayload(github: GitHub, repository: Repository, issue: PullRequestIssue) {
  const figures = await pullRequestFigures(github, repository, issue)
  const pullRequest = serializeFullPullRequest(github, repository, { issue, figures })
  return { number: issue.number, pull_request: pullRequest }
}
