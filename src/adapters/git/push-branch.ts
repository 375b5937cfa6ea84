import { mkdtemp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { GitRemote } from '../../ports/forge.ts'
import { BranchTaken } from '../../ports/workspace.ts'
import { git } from './git.ts'
import { commitId } from './mirror.ts'
import { removeTree } from './remove-tree.ts'
import { writeRepository } from './repository-files.ts'

export interface PushBranch {
  readonly mirror: string
  /** Directory for a repository that lives as long as the push. */
  readonly scratch: string
  readonly remote: GitRemote
  readonly bundle: Uint8Array
  readonly base: string
  readonly commit: string
  readonly branch: string
}

/** Creates the branch; see `Workspace.push`. The remote itself refuses when the branch exists, so no two pushes can race. */
export async function pushBranch(request: PushBranch): Promise<void> {
  const ref = `refs/heads/${request.branch}`
  const gitDir = await mkdtemp(join(request.scratch, 'push-'))
  try {
    await git(['check-ref-format', ref], { gitDir })
    await writeRepository(gitDir, {
      alternates: join(request.mirror, 'objects'),
      // A bundle opens only where a ref leads to what it builds on.
      head: commitId(request.base),
      hasWorkTree: false,
    })
    await writeFile(join(gitDir, 'candidate.bundle'), request.bundle)
    await git(['bundle', 'unbundle', join(gitDir, 'candidate.bundle')], { gitDir })
    await create(gitDir, ref, request)
  } finally {
    await removeTree(gitDir)
  }
}

async function create(
  gitDir: string,
  ref: string,
  { remote, branch, ...request }: PushBranch,
): Promise<void> {
  const commit = commitId(request.commit)
  try {
    await git(
      ['push', '--quiet', '--no-verify', `--force-with-lease=${ref}:`, '--', remote.url, `${commit}:${ref}`],
      {
        gitDir,
        remote,
        timeoutMs: 10 * 60_000,
      },
    )
  } catch (error) {
    // It may be there all the same: put by an earlier try whose answer got lost, or by somebody else.
    const head = await remoteHead(gitDir, ref, remote).catch(() => undefined)
    if (head === commit) return
    if (head === undefined) throw error
    throw new BranchTaken(`Branch ${branch} exists already and points at ${head}, not at ${commit}.`)
  }
}

async function remoteHead(gitDir: string, ref: string, remote: GitRemote): Promise<string | undefined> {
  const { stdout } = await git(['ls-remote', '--refs', '--', remote.url, ref], { gitDir, remote })
  for (const line of stdout.toString('utf8').split('\n')) {
    const [id, name] = line.split('\t')
    if (name === ref) return id
  }
  return undefined
}
