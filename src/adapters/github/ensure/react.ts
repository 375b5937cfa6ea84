import type { RepositoryRef } from '../../../domain/issue/issue.ts'
import type { Reaction } from '../../../domain/run/step.ts'
import type { GitHubClient } from '../connection/installations/github-client.ts'
import { statusOf } from '../connection/sending/github-errors.ts'

/** GitHub answers a second reaction of the same kind with the first. */
export async function react(
  { octokit }: GitHubClient,
  { owner, repo }: RepositoryRef,
  { comment, reaction }: { readonly comment: number; readonly reaction: Reaction },
): Promise<void> {
  const reacting = { owner, repo, comment_id: comment, content: reaction }
  const route = 'POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions'
  await octokit.request(route, reacting).catch((error: unknown) => {
    if (statusOf(error) !== 404) throw error
  })
}
