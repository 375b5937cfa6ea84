import type { RepositoryRef } from '../../../domain/issue/issue.ts'
import type { GitHubClient } from '../connection/installations/github-client.ts'
import { statusOf } from '../connection/sending/github-errors.ts'

/** Nothing happens when it is gone. */
export async function deleteComment(
  { octokit }: GitHubClient,
  { owner, repo }: RepositoryRef,
  id: number,
): Promise<void> {
  const route = 'DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}'
  await octokit.request(route, { owner, repo, comment_id: id }).catch((error: unknown) => {
    if (statusOf(error) !== 404) throw error
  })
}
