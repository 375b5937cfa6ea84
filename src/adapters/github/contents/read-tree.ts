import { z } from 'zod'
import type { RepositoryRef } from '../../../domain/issue/issue.ts'
import type { FileList } from '../../../ports/forge.ts'
import type { GitHubClient } from '../connection/installations/github-client.ts'
import { queryPartially } from '../connection/sending/query-partially.ts'

const Tree = z.object({
  truncated: z.boolean(),
  tree: z.array(z.object({ path: z.string(), mode: z.string(), type: z.string(), sha: z.string() })),
})

export interface Listing extends FileList {
  /** Object ids of the folders, by their paths. */
  readonly folders: ReadonlyMap<string, string>
}

/** All files of a commit in one request. GitHub lists at most 100,000 entries, and says when there are more. */
export async function listTree(
  { octokit }: GitHubClient,
  { owner, repo }: RepositoryRef,
  { commit }: { readonly commit: string },
): Promise<Listing> {
  const route = 'GET /repos/{owner}/{repo}/git/trees/{tree_sha}'
  const answer = await octokit.request(route, { owner, repo, tree_sha: commit, recursive: '1' })
  const { tree, truncated } = Tree.parse(answer.data)
  const files = tree.filter(({ type, mode }) => type === 'blob' && mode !== '120000')
  const ids = tree
    .filter(({ type }) => type !== 'tree')
    .map(({ path, mode, sha }) => [path, `${mode} ${sha}`] as const)
  const folders = tree.filter(({ type }) => type === 'tree').map(({ path, sha }) => [path, sha] as const)
  return {
    paths: files.map(({ path }) => path).sort(),
    ids: new Map(ids),
    folders: new Map(folders),
    complete: !truncated,
  }
}

/** Paths of the files directly in a folder, sorted; undefined where the listing is only a part. */
export function filesListed({ complete, paths }: Listing, folder: string): readonly string[] | undefined {
  if (!complete) return undefined
  return paths.filter((path) => path.startsWith(`${folder}/`) && !path.includes('/', folder.length + 1))
}

/** GitHub reads this many at once without running out of its time for a query. */
const AT_ONCE = 50

const Blob = z.object({ text: z.string().nullable(), byteSize: z.int(), isTruncated: z.boolean() }).nullable()

/** Texts of files, up to 50 of them in one query. */
export async function readTextFiles(
  client: GitHubClient,
  repository: RepositoryRef,
  {
    commit,
    paths,
    maxBytes,
  }: { readonly commit: string; readonly paths: readonly string[]; readonly maxBytes: number },
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>()
  for (let at = 0; at < paths.length; at += AT_ONCE) {
    const some = paths.slice(at, at + AT_ONCE)
    const blobs = await readBlobs(client, repository, { commit, paths: some })
    some.forEach((path, index) => {
      const blob = Blob.safeParse(blobs[`f${index}`])
      const { text, byteSize, isTruncated } = (blob.success && blob.data) || NOTHING
      if (text !== null && !isTruncated && byteSize <= maxBytes) found.set(path, text)
    })
  }
  return found
}

const NOTHING = { text: null, byteSize: 0, isTruncated: false }

async function readBlobs(
  { octokit }: GitHubClient,
  { owner, repo }: RepositoryRef,
  { commit, paths }: { readonly commit: string; readonly paths: readonly string[] },
): Promise<Readonly<Record<string, unknown>>> {
  const variables = Object.fromEntries(paths.map((path, index) => [`p${index}`, `${commit}:${path}`]))
  const { data, errors } = await queryPartially(octokit, textFilesQuery(paths.length), {
    owner,
    name: repo,
    ...variables,
  })
  const answer = z.object({ repository: z.record(z.string(), z.unknown()).nullable() }).parse(data)
  // A file that could not be read must not be taken for one that does not exist.
  if (answer.repository === null || errors.length > 0)
    throw new Error(`the files of ${commit} could not be read whole`)
  return answer.repository
}

/** Paths travel as variables: they may hold anything. */
function textFilesQuery(files: number): string {
  const indexes = [...Array(files).keys()]
  const variables = indexes.map((index) => `, $p${index}: String!`).join('')
  const fields = indexes.map(
    (index) => `    f${index}: object(expression: $p${index}) { ... on Blob { text byteSize isTruncated } }`,
  )
  return `query TextFiles($owner: String!, $name: String!${variables}) {
  repository(owner: $owner, name: $name) {
${fields.join('\n')}
  }
}`
}
