import type { RepositoryRef } from '../../../domain/issue/issue.ts'
import type { PullRequestHandle } from '../../../domain/run/step.ts'
import { withoutUndefined } from '../../../domain/without-undefined.ts'
import type { GitHubClient } from '../connection/installations/github-client.ts'

/** What is given differs from what the last look has shown: every edit starts runs where a workflow lists `edited`. */
export async function ensureText(
  { octokit }: GitHubClient,
  { owner, repo }: RepositoryRef,
  { pullRequest, title, body }: { pullRequest: PullRequestHandle; title?: string; body?: string },
): Promise<void> {
  const wanted = withoutUndefined({ title, body })
  if (Object.keys(wanted).length === 0) return
  const target = { owner, repo, pull_number: pullRequest.number }
  await octokit.request('PATCH /repos/{owner}/{repo}/pulls/{pull_number}', { ...target, ...wanted })
}
