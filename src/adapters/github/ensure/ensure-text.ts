import type { RepositoryRef } from '../../../domain/issue/issue.ts'
import type { PullRequestHandle } from '../../../domain/run/step.ts'
import type { GitHubClient } from '../connection/github-client.ts'

/** Looks before it writes: every edit starts runs where a workflow lists `edited`. */
export async function ensureText(
  { octokit }: GitHubClient,
  { owner, repo }: RepositoryRef,
  { pullRequest, title, body }: { pullRequest: PullRequestHandle; title?: string; body?: string },
): Promise<void> {
  const target = { owner, repo, pull_number: pullRequest.number }
  const { data } = await octokit.request('GET /repos/{owner}/{repo}/pulls/{pull_number}', target)
  const wanted = {
    ...(title !== undefined && title !== data.title && { title }),
    ...(body !== undefined && body.trim() !== data.body?.trim() && { body }),
  }
  if (Object.keys(wanted).length === 0) return
  await octokit.request('PATCH /repos/{owner}/{repo}/pulls/{pull_number}', { ...target, ...wanted })
}
