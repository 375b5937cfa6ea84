import type { RepositoryRef } from '../../../domain/issue/issue.ts'
import type { GitHubClient } from '../connection/github-client.ts'
import { statusOf } from '../connection/github-errors.ts'
import { defineLabels, type KnownLabels } from './define-labels.ts'

export interface WantedLabels {
  /** Number of the issue or pull request. */
  readonly on: number
  readonly add: readonly string[]
  readonly remove: readonly string[]
}

/** What differs, as the last look has shown it: adding what is there and removing what is gone change nothing. */
export async function ensureLabels(
  client: GitHubClient,
  known: KnownLabels,
  { repository, wanted }: { repository: RepositoryRef; wanted: WantedLabels },
): Promise<void> {
  const { owner, repo } = repository
  const target = { owner, repo, issue_number: wanted.on }
  if (wanted.add.length > 0) {
    await defineLabels(client, known, { repository, names: wanted.add })
    await client.octokit.request('POST /repos/{owner}/{repo}/issues/{issue_number}/labels', {
      ...target,
      labels: [...wanted.add],
      request: { retries: 0 },
    })
  }
  for (const name of wanted.remove) await removeLabel(client, { ...target, name })
}

async function removeLabel(
  { octokit }: GitHubClient,
  target: { owner: string; repo: string; issue_number: number; name: string },
): Promise<void> {
  try {
    await octokit.request('DELETE /repos/{owner}/{repo}/issues/{issue_number}/labels/{name}', target)
  } catch (error) {
    if (statusOf(error) !== 404) throw error
  }
}
