import { z } from 'zod'
import type { RepositoryRef } from '../../../domain/issue/issue.ts'
import type { GitHubClient } from '../connection/installations/github-client.ts'
import { refQuery, updateRefsMutation } from '../ensure/mutations.ts'

const NO_COMMIT = '0'.repeat(40)

const RefAnswer = z.object({
  repository: z.object({
    id: z.string(),
    ref: z.object({ target: z.object({ oid: z.string() }).nullable() }).nullable(),
  }),
})

/** Deletes the branch by compare-and-swap: a commit somebody pushed meanwhile is never lost. */
export async function deleteBranch(
  client: GitHubClient,
  repository: RepositoryRef,
  { branch, expectedHead }: { branch: string; expectedHead: string },
): Promise<void> {
  const name = `refs/heads/${branch}`
  const before = await readRef(client, repository, name)
  if (before.head !== expectedHead) return
  const update = { name, beforeOid: expectedHead, afterOid: NO_COMMIT, force: true }
  try {
    await client.octokit.graphql(updateRefsMutation, { repository: before.repositoryId, updates: [update] })
  } catch (error) {
    const after = await readRef(client, repository, name)
    if (after.head === expectedHead) throw error
  }
}

/** See `WorkflowRuns.branchHead`. */
export async function branchHead(
  client: GitHubClient,
  repository: RepositoryRef,
  branch: string,
): Promise<string | undefined> {
  return (await readRef(client, repository, `refs/heads/${branch}`)).head
}

async function readRef({ octokit }: GitHubClient, { owner, repo }: RepositoryRef, ref: string) {
  const { repository } = RefAnswer.parse(await octokit.graphql(refQuery, { owner, name: repo, ref }))
  return { repositoryId: repository.id, head: repository.ref?.target?.oid }
}
