import { createHash } from 'node:crypto'
import { pause } from '@speculate-dev/system'
import { z } from 'zod'
import type { RepositoryRef } from '../../../domain/issue/issue.ts'
import { ForgeError } from '../../../ports/forge-errors.ts'
import type { GitHubClient } from '../connection/installations/github-client.ts'
import { isUncertain, statusOf } from '../connection/sending/github-errors.ts'
import { writeFiles } from './write-files.ts'

/** One commit's worth of files for a branch of records, on which nothing is ever taken back. */
export interface Addition {
  readonly branch: string
  /** The one folder that such a branch holds: a branch with anything else in it is not one. */
  readonly folder: string
  /** Text by path, all below `folder`. */
  readonly files: ReadonlyMap<string, string>
  readonly message: string
  /** Why the file may not take the place of what the branch has at `path`; undefined when it may. */
  readonly refuse: (path: string, before: string) => string | undefined
}

export type AppendResult =
  | { readonly kind: 'appended' | 'unchanged'; readonly commit: string }
  | { readonly kind: 'refused'; readonly why: string }

/** A try that fails means that somebody else's commit got in first. */
const TRIES = 10

/**
 * Adds the files in one commit on top of the branch, which begins with a commit without parents. Never forces: when somebody else
 * was quicker, the commit is made again on top of theirs. Files that are there already make no commit. GitHub writes the commit,
 * and so signs it.
 */
export async function appendToBranch(
  client: GitHubClient,
  repository: RepositoryRef,
  addition: Addition,
): Promise<AppendResult> {
  let head = await readHead(client, repository, addition.branch)
  for (let attempt = 1; ; attempt++) {
    const before = head === undefined ? undefined : await readFiles(client, repository, head)
    const missing = [...addition.files].filter(([path, text]) => before?.get(path) !== blobId(text))
    if (head && missing.length === 0) return { kind: 'unchanged', commit: head }
    const why = before && (await refusal(client, repository, { addition, before }))
    if (why !== undefined) return { kind: 'refused', why }
    const files = new Map(missing)
    const { commit } = await writeFiles(client, repository, {
      files,
      parent: head,
      message: addition.message,
    })
    try {
      await moveBranch(client, repository, { branch: addition.branch, head, commit })
      return { kind: 'appended', commit }
    } catch (error) {
      if (statusOf(error) !== 422 && !isUncertain(error)) throw error
      await pause(client.pauseMs)
      const after = await readHead(client, repository, addition.branch)
      // The answer was lost, and not the commit.
      if (after === commit) return { kind: 'appended', commit }
      if (after === head || attempt === TRIES) throw error
      head = after
    }
  }
}

const Ref = z.object({ object: z.object({ type: z.literal('commit'), sha: z.string() }) })
const Tree = z.object({
  truncated: z.boolean(),
  tree: z.array(z.object({ path: z.string(), type: z.string(), sha: z.string() })),
})
const Blob = z.object({ content: z.string(), encoding: z.literal('base64') })

async function readHead(
  { octokit }: GitHubClient,
  { owner, repo }: RepositoryRef,
  branch: string,
): Promise<string | undefined> {
  try {
    const route = 'GET /repos/{owner}/{repo}/git/ref/{ref}'
    return Ref.parse((await octokit.request(route, { owner, repo, ref: `heads/${branch}` })).data).object.sha
  } catch (error) {
    if (statusOf(error) === 404) return undefined
    throw error
  }
}

/** Object ids of all files by path. */
async function readFiles(
  { octokit }: GitHubClient,
  { owner, repo }: RepositoryRef,
  commit: string,
): Promise<ReadonlyMap<string, string>> {
  const route = 'GET /repos/{owner}/{repo}/git/trees/{tree_sha}'
  const { data } = await octokit.request(route, { owner, repo, tree_sha: commit, recursive: 'true' })
  const { tree, truncated } = Tree.parse(data)
  if (truncated) throw new ForgeError('unprocessable', 'the branch holds more files than GitHub lists')
  return new Map(tree.filter(({ type }) => type !== 'tree').map(({ path, sha }) => [path, sha]))
}

async function refusal(
  client: GitHubClient,
  repository: RepositoryRef,
  { addition, before }: { addition: Addition; before: ReadonlyMap<string, string> },
): Promise<string | undefined> {
  const foreign = [...before.keys()].find((path) => !path.startsWith(`${addition.folder}/`))
  if (foreign !== undefined) return `the branch holds more than ${addition.folder}, for example ${foreign}`
  for (const path of addition.files.keys()) {
    const sha = before.get(path)
    const why = sha && addition.refuse(path, await readBlob(client, repository, sha))
    if (why) return why
  }
  return undefined
}

async function readBlob(
  { octokit }: GitHubClient,
  { owner, repo }: RepositoryRef,
  file_sha: string,
): Promise<string> {
  const route = 'GET /repos/{owner}/{repo}/git/blobs/{file_sha}'
  const { content } = Blob.parse((await octokit.request(route, { owner, repo, file_sha })).data)
  return Buffer.from(content, 'base64').toString('utf8')
}

/** GitHub refuses both when the branch is not where it was: creating what exists, and moving to what does not contain it. */
async function moveBranch(
  { octokit }: GitHubClient,
  { owner, repo }: RepositoryRef,
  { branch, head, commit: sha }: { branch: string; head: string | undefined; commit: string },
): Promise<void> {
  if (head === undefined) {
    const route = 'POST /repos/{owner}/{repo}/git/refs'
    await octokit.request(route, { owner, repo, ref: `refs/heads/${branch}`, sha })
  } else {
    const route = 'PATCH /repos/{owner}/{repo}/git/refs/{ref}'
    await octokit.request(route, { owner, repo, ref: `heads/${branch}`, sha, force: false })
  }
}

/** Git's own name of the content, so that nothing is sent only to learn that it is there. */
function blobId(text: string): string {
  const bytes = Buffer.from(text)
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex')
}
