import { z } from 'zod'
import type { RepositoryRef } from '../../../domain/issue/issue.ts'
import type { GitHubClient } from '../connection/github-client.ts'
import { statusOf } from '../connection/github-errors.ts'
import { labelLooks } from '../issues/labels.ts'
import { afterCreation } from './after-creation.ts'

export interface WantedLabels {
  /** Number of the issue or pull request. */
  readonly on: number
  readonly add: readonly string[]
  readonly remove: readonly string[]
}

const Labels = z.array(z.object({ name: z.string() }))

/** Changes only what differs. `known` remembers which of our labels the repository has. */
export async function ensureLabels(
  client: GitHubClient,
  known: Set<string>,
  { repository, wanted }: { repository: RepositoryRef; wanted: WantedLabels },
): Promise<void> {
  const { owner, repo } = repository
  const target = { owner, repo, issue_number: wanted.on }
  const route = 'GET /repos/{owner}/{repo}/issues/{issue_number}/labels'
  const response = await afterCreation(client.pauseMs, () =>
    client.octokit.request(route, { ...target, per_page: 100 }),
  )
  const present = new Set(Labels.parse(response.data).map(({ name }) => key(name)))
  const missing = wanted.add.filter((name) => !present.has(key(name)))
  if (missing.length > 0) {
    await createMissing(client, known, { repository, names: missing })
    await client.octokit.request('POST /repos/{owner}/{repo}/issues/{issue_number}/labels', {
      ...target,
      labels: [...missing],
      request: { retries: 0 },
    })
  }
  for (const name of wanted.remove.filter((label) => present.has(key(label)))) {
    await removeLabel(client, { ...target, name })
  }
}

/** GitHub compares label names without regard to case. */
function key(name: string): string {
  return name.toLowerCase()
}

/** A label that is put on without existing would be created grey and without a description. */
async function createMissing(
  { octokit }: GitHubClient,
  known: Set<string>,
  { repository: { owner, repo }, names }: { repository: RepositoryRef; names: readonly string[] },
): Promise<void> {
  const ours = labelLooks.filter(({ name }) => names.includes(name))
  if (ours.every(({ name }) => known.has(key(name)))) return
  const existing = await octokit.paginate('GET /repos/{owner}/{repo}/labels', { owner, repo, per_page: 100 })
  for (const { name } of Labels.parse(existing)) known.add(key(name))
  for (const look of ours.filter(({ name }) => !known.has(key(name)))) {
    try {
      await octokit.request('POST /repos/{owner}/{repo}/labels', {
        owner,
        repo,
        ...look,
        request: { retries: 0 },
      })
    } catch (error) {
      // Somebody was faster.
      if (statusOf(error) !== 422) throw error
    }
    known.add(key(look.name))
  }
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
