import type { RepositoryRef } from '../../../domain/issue/issue.ts'
import type { PullRequestHandle } from '../../../domain/run/step.ts'
import type { GitHubClient } from '../connection/installations/github-client.ts'
import { statusOf, toForgeError } from '../connection/sending/github-errors.ts'
import { afterCreation } from './after-creation.ts'

/** Asks those who can be asked: GitHub refuses the whole list for one who is not a collaborator, or is the author. Of `org/team` the team is asked. */
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
  const teams = reviewers.flatMap((one) => one.split('/')[1] ?? [])
  try {
    await afterCreation(client.pauseMs, () =>
      client.octokit.request(route, {
        owner,
        repo,
        pull_number: pullRequest.number,
        reviewers: reviewers.filter((one) => !one.includes('/')),
        ...(teams.length > 0 && { team_reviewers: teams }),
        request: { retries: 0 },
      }),
    )
    return true
  } catch (error) {
    if (statusOf(error) === 422 || (teams.length > 0 && isForbidden(error))) return false
    throw error
  }
}

/** An App that may not read the members of an organization cannot ask its teams. */
function isForbidden(error: unknown): boolean {
  const { kind } = toForgeError(error)
  return kind === 'forbidden' || kind === 'not-found'
}
