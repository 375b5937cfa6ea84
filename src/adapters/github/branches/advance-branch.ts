import type { RepositoryRef } from '../../../domain/issue/issue.ts'
import { ForgeError } from '../../../ports/forge-errors.ts'
import type { GitHubClient } from '../connection/installations/github-client.ts'
import { updateRefsMutation } from '../ensure/mutations.ts'
import { branchHead } from './delete-branch.ts'

/** See `Forge.advanceBranch`. By compare-and-swap, and never by force. */
export async function advanceBranch(
  client: GitHubClient,
  repository: RepositoryRef,
  { repositoryId, branch, from, to }: { repositoryId: string; branch: string; from: string; to: string },
): Promise<void> {
  const update = { name: `refs/heads/${branch}`, beforeOid: from, afterOid: to }
  try {
    await client.octokit.graphql(updateRefsMutation, { repository: repositoryId, updates: [update] })
  } catch (error) {
    const head = await branchHead(client, repository, branch)
    // The answer was lost, and not the commit.
    if (head === to) return
    if (head === from) throw error
    throw new ForgeError('unprocessable', `${branch} was moved meanwhile, or is gone`)
  }
}
