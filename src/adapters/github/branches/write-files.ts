import { z } from 'zod'
import type { RepositoryRef } from '../../../domain/issue/issue.ts'
import { withoutUndefined } from '../../../domain/without-undefined.ts'
import type { GitHubClient } from '../connection/installations/github-client.ts'

interface NewFiles {
  /** Text by path. */
  readonly files: ReadonlyMap<string, string>
  /** Whose other files it keeps; without one it is the first of its history. */
  readonly parent: string | undefined
  readonly message: string
}

/**
 * Writes a commit that nothing points at yet. Without author and date: GitHub signs a commit of an App only when it may fill them in
 * itself.
 */
export async function writeFiles(
  { octokit }: GitHubClient,
  repository: RepositoryRef,
  { files, parent, message }: NewFiles,
): Promise<{ readonly commit: string; readonly tree: string }> {
  const entries = [...files].map(([path, content]) => ({
    path,
    content,
    mode: '100644' as const,
    type: 'blob' as const,
  }))
  // GitHub asks for a tree here, and refuses a commit.
  const base_tree = parent === undefined ? undefined : await treeOf(octokit, repository, parent)
  const written = await octokit.request('POST /repos/{owner}/{repo}/git/trees', {
    ...repository,
    tree: entries,
    ...withoutUndefined({ base_tree }),
  })
  const tree = Created.parse(written.data).sha
  const parents = parent === undefined ? [] : [parent]
  const commit = await octokit.request('POST /repos/{owner}/{repo}/git/commits', {
    ...repository,
    ...{ message, tree, parents },
  })
  return { commit: Created.parse(commit.data).sha, tree }
}

const Created = z.object({ sha: z.string() })
const Commit = z.object({ tree: Created })

async function treeOf(
  octokit: GitHubClient['octokit'],
  repository: RepositoryRef,
  commit_sha: string,
): Promise<string> {
  const route = 'GET /repos/{owner}/{repo}/git/commits/{commit_sha}'
  return Commit.parse((await octokit.request(route, { ...repository, commit_sha })).data).tree.sha
}
