import { z } from 'zod'
import type { RepositoryRef } from '../../../domain/issue/issue.ts'
import type { NewCommit, WrittenCommit } from '../../../ports/forge.ts'
import { ForgeError } from '../../../ports/forge-errors.ts'
import type { GitHubClient } from '../connection/installations/github-client.ts'
import { statusOf } from '../connection/sending/github-errors.ts'

const Created = z.object({ sha: z.string() })
const Commit = z.object({
  sha: z.string(),
  tree: z.object({ sha: z.string() }),
  parents: z.array(z.object({ sha: z.string() })),
  verification: z.object({ verified: z.boolean() }).optional(),
})

/**
 * Without author, committer and date: GitHub signs a commit of an App only when it may fill them in itself. Refuses to answer with a
 * commit that is anything but the tree on its parent.
 */
export async function createCommit(
  client: GitHubClient,
  { owner, repo }: RepositoryRef,
  { tree, entries, parent, message }: NewCommit,
): Promise<WrittenCommit> {
  const write = async () => {
    const wanted = { owner, repo, message, tree, parents: [parent] }
    return (await client.octokit.request('POST /repos/{owner}/{repo}/git/commits', wanted)).data
  }
  const commit = Commit.parse(
    await write().catch(async (error: unknown) => {
      if (!entries || !isUnknownTree(error)) throw error
      await createTree(client, { owner, repo }, entries)
      return write()
    }),
  )
  if (commit.tree.sha !== tree || commit.parents.length !== 1 || commit.parents[0]?.sha !== parent) {
    throw new ForgeError('unprocessable', `GitHub wrote another commit than the one of tree ${tree}`)
  }
  return { commit: commit.sha, verified: commit.verification?.verified ?? false }
}

function isUnknownTree(error: unknown): boolean {
  const status = statusOf(error)
  return status === 404 || status === 422
}

/**
 * GitHub is said not to take a tree by its id alone when it came by a push (renovatebot/renovate, `pushFiles`). Where that is so, the
 * root is written once more from its entries: the same entries are the same tree. Where it refuses them, for an old mode for example,
 * the commit's own answer decides.
 */
async function createTree(
  { octokit }: GitHubClient,
  { owner, repo }: RepositoryRef,
  entries: NonNullable<NewCommit['entries']>,
): Promise<void> {
  const tree = entries.flatMap(({ path, mode, type, sha }) => {
    const known = Entry.safeParse({ path, mode, type, sha })
    return known.success ? [known.data] : []
  })
  if (tree.length < entries.length) return
  try {
    Created.parse((await octokit.request('POST /repos/{owner}/{repo}/git/trees', { owner, repo, tree })).data)
  } catch (error) {
    if (statusOf(error) !== 422) throw error
  }
}

const Entry = z.object({
  path: z.string(),
  mode: z.enum(['100644', '100755', '040000', '160000', '120000']),
  type: z.enum(['blob', 'tree', 'commit']),
  sha: z.string(),
})
