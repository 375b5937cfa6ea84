import { mkdtemp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { GitRemote, TreeEntry } from '../../../ports/forge.ts'
import type { PushedTree } from '../../../ports/workspace.ts'
import { git } from '../git.ts'
import { commitId } from '../mirror.ts'
import { removeTree } from '../remove-tree.ts'
import { writeRepository } from '../repository-files.ts'

export interface PushRequest {
  readonly mirror: string
  /** Directory for a repository that lives as long as the push. */
  readonly scratch: string
  readonly remote: GitRemote
  readonly base: string
  readonly commits: readonly { readonly commit: string; readonly bundle: Uint8Array }[]
}

/**
 * Neither a branch nor a tag: GitHub takes such refs, lists them nowhere and starts no workflow for them. Named by the commit, so that
 * pushing again changes nothing.
 */
const PLACE = 'refs/speculate/objects'

export interface PushedObjects {
  readonly trees: ReadonlyMap<string, PushedTree>
  /** From then on nothing of ours points at them any more. */
  remove(): Promise<void>
}

/** What is pushed is what the commits reach and the remote has not, and nothing else. */
export async function pushObjects(request: PushRequest): Promise<PushedObjects> {
  const { mirror, scratch, remote, base } = request
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
      refs.push(`+${id}:${PLACE}/${id}`)
    }
    await git(['push', '--quiet', '--no-verify', '--', remote.url, ...refs], {
      gitDir,
      remote,
      timeoutMs: 10 * 60_000,
    })
    return { trees, remove: () => removeRefs(request) }
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

/**
 * Everything in the place, also what a process that died has left there, and what another one is publishing at this moment: its
 * objects stay where they are.
 */
async function removeRefs({ mirror, remote }: PushRequest): Promise<void> {
  const refspec = `refs/nothing/*:${PLACE}/*`
  await git(['push', '--quiet', '--no-verify', '--prune', '--force', '--', remote.url, refspec], {
    gitDir: mirror,
    remote,
  })
}
