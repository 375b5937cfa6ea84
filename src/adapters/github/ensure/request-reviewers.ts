import type { RepositoryRef } from '../../../domain/issue/issue.ts'
import type { PullRequestHandle } from '../../../domain/run/step.ts'
import type { GitHubClient } from '../connection/github-client.ts'
import { statusOf } from '../connection/github-errors.ts'
import { afterCreation } from './after-creation.ts'

/** Asks those who can be asked: GitHub refuses the whole list for one who is not a collaborator, or is the author. */
export async function requestReviewers(
  client: GitHubClient,
  repository: RepositoryRef,
  { pullRequest, reviewers }: { pullRequest: PullRequestHandle; reviewers: readonly string[] },
): Promise<void> {
  if (reviewers.length === 0 || (await ask(client, repository, { pullRequest, reviewers }))) return
  if (reviewers.length === 1) return
  for (const reviewer of reviewers) await ask(client, repository, { pullRequest, reviewers: [reviewer] })
}

/** False when GitHub refuses one of them. Asking twice changes nothing. */
async function ask(
  client: GitHubClient,
  { owner, repo }: RepositoryRef,
  { pullRequest, reviewers }: { pullRequest: PullRequestHandle; reviewers: readonly string[] },
): Promise<boolean> {
  const route = 'POST /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers'
  try {
    await afterCreation(client.pauseMs, () =>
      client.octokit.request(route, {
        owner,
        repo,
        pull_number: pullRequest.number,
        reviewers: [...reviewers],
        request: { retries: 0 },
      }),
    )
    return true
  } catch (error) {
    if (statusOf(error) === 422) return false
    throw error
  }
}
