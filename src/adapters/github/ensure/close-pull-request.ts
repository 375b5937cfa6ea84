import type { RepositoryRef } from '../../../domain/issue/issue.ts'
import type { PullRequestHandle } from '../../../domain/run/step.ts'
import type { GitHubClient } from '../connection/installations/github-client.ts'

/** Closes it. One that is closed or merged stays as it is: GitHub changes nothing then. */
export async function closePullRequest(
  { octokit }: GitHubClient,
  { owner, repo }: RepositoryRef,
  { number }: PullRequestHandle,
): Promise<void> {
  const target = { owner, repo, pull_number: number }
  await octokit.request('PATCH /repos/{owner}/{repo}/pulls/{pull_number}', { ...target, state: 'closed' })
}

/** Opens it again while it is closed and not merged; where GitHub will not, because its branch is gone, it says so. */
export async function reopenPullRequest(
  { octokit }: GitHubClient,
  { owner, repo }: RepositoryRef,
  { number }: PullRequestHandle,
): Promise<void> {
  const target = { owner, repo, pull_number: number }
  const { data } = await octokit.request('GET /repos/{owner}/{repo}/pulls/{pull_number}', target)
  if (data.state !== 'closed' || data.merged) return
  await octokit.request('PATCH /repos/{owner}/{repo}/pulls/{pull_number}', { ...target, state: 'open' })
}
