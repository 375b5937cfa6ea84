import { mkdtemp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { GitRemote, TreeEntry } from '../../../ports/forge.ts'
import type { PushedTree, WaitingObjects } from '../../../ports/workspace.ts'
import { git } from '../git.ts'
import { commitId } from '../mirror.ts'
import { removeTree } from '../remove-tree.ts'
import { writeRepository } from '../repository-files.ts'

export interface PushRequest {
  readonly mirror: string
  /** Directory for a repository that lives as long as the push. */
  readonly scratch: string
  readonly remote: GitRemote
  readonly waiting: WaitingObjects
  readonly base: string
  readonly commits: readonly { readonly commit: string; readonly bundle: Uint8Array }[]
}

/**
 * Neither a branch nor a tag: GitHub takes such refs, lists them nowhere and starts no workflow for them. Each issue has a place of its own,
 * where a ref says of which run it is, and is named by the commit, so that pushing again changes nothing.
 */
const placeOf = ({ issue }: WaitingObjects) => `refs/speculate/objects/${issue}`

/** What is pushed is what the commits reach and the remote has not, and nothing else. */
export async function pushObjects(request: PushRequest): Promise<ReadonlyMap<string, PushedTree>> {
  const { mirror, scratch, remote, base, waiting } = request
  const gitDir = await mkdtemp(join(scratch, 'push-'))
  try {
    await writeRepository(gitDir, {
      alternates: join(mirror, 'objects'),
      // git opens a bundle only where a ref leads to the commit that it builds on.
      head: commitId(base),
      hasWorkTree: false,
    })
    const trees = new Map<string, PushedTree>()
    const refs: string[] = []
    for (const { commit, bundle } of request.commits) {
      const id = commitId(commit)
      const file = join(gitDir, `${id}.bundle`)
      await writeFile(file, bundle)
      await git(['bundle', 'unbundle', file], { gitDir })
      const tree = await readTree(gitDir, id)
      if (tree) trees.set(id, tree)
      refs.push(`+${id}:${placeOf(waiting)}/${waiting.run}/${id}`)
    }
    await git(['push', '--quiet', '--no-verify', '--', remote.url, ...refs], {
      gitDir,
      remote,
      timeoutMs: 10 * 60_000,
    })
    return trees
  } finally {
    await removeTree(gitDir)
  }
}

/** Of the root alone: what is below it is named by its object. Undefined when a name cannot be told as text. */
async function readTree(gitDir: string, commit: string): Promise<PushedTree | undefined> {
  const { stdout } = await git(['ls-tree', '-z', '--full-tree', commit], { gitDir })
  const text = stdout.toString('utf8')
  if (!Buffer.from(text, 'utf8').equals(stdout)) return undefined
  return text
    .split('\0')
    .filter((line) => line !== '')
    .map(parseEntry)
}

/** `MODE TYPE OBJECT TAB PATH` (git-ls-tree(1)). */
function parseEntry(line: string): TreeEntry {
  const tab = line.indexOf('\t')
  const [mode = '', type = '', sha = ''] = line.slice(0, tab).split(' ')
  return { path: line.slice(tab + 1), mode, type, sha }
}

/** From then on nothing of ours points at objects of that issue, also none that a process that died has pushed. */
export async function removeObjects({
  scratch,
  remote,
  waiting,
}: Pick<PushRequest, 'scratch' | 'remote' | 'waiting'>): Promise<void> {
  const gitDir = await mkdtemp(join(scratch, 'push-'))
  try {
    await writeRepository(gitDir, { hasWorkTree: false })
    const refspec = `refs/nothing/*:${placeOf(waiting)}/*`
    await git(['push', '--quiet', '--no-verify', '--prune', '--force', '--', remote.url, refspec], {
      gitDir,
      remote,
    })
  } finally {
    await removeTree(gitDir)
  }
}
