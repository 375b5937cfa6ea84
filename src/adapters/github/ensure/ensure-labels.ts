import { z } from 'zod'
import type { RepositoryRef } from '../../../domain/issue/issue.ts'
import type { GitHubClient } from '../connection/installations/github-client.ts'
import { statusOf } from '../connection/sending/github-errors.ts'
import { labelLooks } from '../issues/labels.ts'
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
    const route = 'POST /repos/{owner}/{repo}/issues/{issue_number}/labels'
    const labels = [...wanted.add]
    const { data } = await client.octokit.request(route, { ...target, labels, request: { retries: 0 } })
    await restoreLooks(client, repository, { names: wanted.add, present: Present.parse(data) })
  }
  for (const name of wanted.remove) await removeLabel(client, { ...target, name })
}

const Present = z.array(z.object({ name: z.string(), color: z.string(), description: z.string().nullish() }))

/** One that somebody has deleted or renamed since we have seen it is created by GitHub as it is put on: grey, and without a word. */
async function restoreLooks(
  { octokit }: GitHubClient,
  { owner, repo }: RepositoryRef,
  { names, present }: { names: readonly string[]; present: z.infer<typeof Present> },
): Promise<void> {
  const bare = present.filter(({ color, description }) => color === 'ededed' && !description)
  for (const look of labelLooks) {
    const isBare = names.includes(look.name) && bare.some(({ name }) => name === look.name)
    if (isBare) await octokit.request('PATCH /repos/{owner}/{repo}/labels/{name}', { owner, repo, ...look })
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
