import { z } from 'zod'
import type { RepositoryRef } from '../../../domain/issue/issue.ts'
import { ForgeError } from '../../../ports/forge-errors.ts'
import type { GitHubClient } from '../connection/installations/github-client.ts'
import { statusOf } from '../connection/sending/github-errors.ts'

export interface ContentsQuery {
  readonly commit: string
  /** Relative to the root, without a slash at either end. */
  readonly path: string
}

const File = z.object({
  type: z.literal('file'),
  size: z.int(),
  encoding: z.string(),
  content: z.string(),
})
const Folder = z.array(z.object({ name: z.string(), type: z.string(), sha: z.string() }))

/** Text of a file, at most `maxBytes`; undefined when it does not exist. */
export async function readTextFile(
  client: GitHubClient,
  repository: RepositoryRef,
  { maxBytes, ...query }: ContentsQuery & { maxBytes: number },
): Promise<string | undefined> {
  const contents = await readContents(client, repository, query)
  if (contents === undefined) return undefined
  return textOf(contents, { path: query.path, maxBytes })
}

/** Of what GitHub answers of a file. Throws where it is none, larger, or not UTF-8 text. */
export function textOf(
  contents: unknown,
  { path, maxBytes }: { readonly path: string; readonly maxBytes: number },
): string {
  const file = File.safeParse(contents)
  if (!file.success) throw new ForgeError('unprocessable', `${path} is not a file`)
  if (file.data.size > maxBytes || file.data.encoding !== 'base64') {
    throw new ForgeError('unprocessable', `${path} is larger than ${maxBytes} bytes`)
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(file.data.content, 'base64'))
  } catch {
    throw new ForgeError('unprocessable', `${path} is not UTF-8 text`)
  }
}

/** Paths of the files directly in a folder, sorted. GitHub lists at most 1,000. */
export async function filesIn(
  client: GitHubClient,
  repository: RepositoryRef,
  { commit, path }: ContentsQuery,
): Promise<string[]> {
  const folder = Folder.safeParse(await readContents(client, repository, { commit, path }))
  if (!folder.success) return []
  const files = folder.data.filter(({ type }) => type === 'file')
  return files.map(({ name }) => `${path}/${name}`).sort()
}

/** Object id of a folder's tree: the listing of its parent names it. */
export async function treeOf(
  client: GitHubClient,
  repository: RepositoryRef,
  { commit, path }: ContentsQuery,
): Promise<string | undefined> {
  const slash = path.lastIndexOf('/')
  const parent = path.slice(0, Math.max(slash, 0))
  const contents = await readContents(client, repository, { commit, path: parent })
  const folder = Folder.safeParse(contents)
  if (!folder.success) return undefined
  return folder.data.find(({ name, type }) => type === 'dir' && name === path.slice(slash + 1))?.sha
}

async function readContents(
  { octokit }: GitHubClient,
  { owner, repo }: RepositoryRef,
  { commit, path }: ContentsQuery,
): Promise<unknown> {
  try {
    const route = 'GET /repos/{owner}/{repo}/contents/{path}'
    return (await octokit.request(route, { owner, repo, path, ref: commit })).data
  } catch (error) {
    if (statusOf(error) === 404) return undefined
    throw error
  }
}
