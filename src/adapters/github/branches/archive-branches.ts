import type { RepositoryRef } from '../../../domain/issue/issue.ts'
import type { BranchesToArchive } from '../../../ports/forge.ts'
import type { GitHubClient } from '../connection/installations/github-client.ts'
import { toForgeError } from '../connection/sending/github-errors.ts'
import { updateRefsMutation } from '../ensure/mutations.ts'
import { deleteBranch } from './delete-branch.ts'

const NO_COMMIT = '0'.repeat(40)

type ToArchive = BranchesToArchive['branches'][number]

/**
 * All in one request: each ref is set and its branch deleted, by compare-and-swap. Where GitHub refuses that, because one of them has moved or
 * gone, each is tried by itself; where it refuses a ref of that name, the branch goes alone: its pull request keeps the commits.
 */
export async function archiveBranches(
  client: GitHubClient,
  repository: RepositoryRef,
  { repositoryId, branches }: BranchesToArchive,
): Promise<void> {
  if (branches.length === 0) return
  try {
    const updates = branches.flatMap(updatesOf)
    await client.octokit.graphql(updateRefsMutation, { repository: repositoryId, updates })
  } catch (error) {
    if (toForgeError(error).kind !== 'unprocessable') throw error
    const [only, ...others] = branches
    if (only && others.length === 0)
      return deleteBranch(client, repository, { branch: only.branch, expectedHead: only.head })
    for (const one of branches) await archiveBranches(client, repository, { repositoryId, branches: [one] })
  }
}

function updatesOf({ branch, head, ref }: ToArchive) {
  const gone = { name: `refs/heads/${branch}`, beforeOid: head, afterOid: NO_COMMIT, force: true }
  return ref === undefined ? [gone] : [{ name: ref, afterOid: head, force: true }, gone]
}
