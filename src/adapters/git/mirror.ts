import { access, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { withLock } from '@speculate-dev/system'
import { RepositoryRef } from '../../domain/issue/issue.ts'
import type { GitRemote } from '../../ports/forge.ts'
import { git } from './git.ts'
import { isDamaged } from './mirror-damage.ts'
import { removeTree } from './remove-tree.ts'
import { writeRepository } from './repository-files.ts'
import { markUsed } from './tidy-mirrors.ts'
import { mirrorsFolder } from './workspace-folders.ts'

export interface MirrorRequest {
  readonly repository: RepositoryRef
  readonly remote: GitRemote
  readonly commits: readonly string[]
}

/**
 * Answers what `work` makes of the repository's bare mirror, which holds the commits and their history. Where work fails because the mirror
 * is damaged, it is made anew, and the work begins once more: so `work` must be able to.
 */
export async function withMirror<T>(
  dataDir: string,
  request: MirrorRequest,
  work: (mirror: string) => Promise<T>,
): Promise<T> {
  const mirror = mirrorOf(dataDir, request.repository)
  const commits = request.commits.map(commitId)
  const attempt = async () => {
    await markUsed(mirror)
    for (const commit of commits) await bringIn(mirror, request.remote, commit)
    return work(mirror)
  }
  try {
    return await attempt()
  } catch (error) {
    if (!(await makeAnewIfDamaged(mirror, request.remote, commits))) throw error
    return attempt()
  }
}

function mirrorOf(dataDir: string, repository: RepositoryRef): string {
  const { owner, repo } = RepositoryRef.parse(repository)
  // GitHub's names do not differ by case; a file system's may not either.
  return join(mirrorsFolder(dataDir), owner.toLowerCase(), `${repo.toLowerCase()}.git`)
}

/** Fetches only what is not there yet. */
async function bringIn(mirror: string, remote: GitRemote, commit: string): Promise<void> {
  if (await has(mirror, commit)) return
  await withLock(mirror, async () => {
    if (await has(mirror, commit)) return
    await writeRepository(mirror, { hasWorkTree: false })
    await fetchCommit(mirror, remote, commit)
  })
}

/** Work trees that read their objects from this mirror find them in the same place again. */
async function makeAnewIfDamaged(
  mirror: string,
  remote: GitRemote,
  commits: readonly string[],
): Promise<boolean> {
  return withLock(mirror, async () => {
    if (!(await isDamaged(mirror))) return false
    const [fresh, old] = [`${mirror}.fresh`, `${mirror}.old`]
    await Promise.all([removeTree(fresh), removeTree(old)])
    await writeRepository(fresh, { hasWorkTree: false })
    for (const commit of commits) await fetchCommit(fresh, remote, commit)
    // Without refs nothing is believed to be there, so an end in between costs no more than another fetch.
    await Promise.all([removeTree(join(mirror, 'refs')), removeTree(join(mirror, 'packed-refs'))])
    await writeRepository(mirror, { hasWorkTree: false })
    await rename(join(mirror, 'objects'), old)
    await rename(join(fresh, 'objects'), join(mirror, 'objects'))
    await rename(join(fresh, 'refs/bases'), join(mirror, 'refs/bases'))
    await Promise.all([removeTree(fresh), removeTree(old)])
    return true
  })
}

/** Throws for anything but a whole object id: a shorter one, a name or an option never reaches git. */
export function commitId(text: string): string {
  if (/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text)) return text
  throw new Error(`not a commit id: ${JSON.stringify(text.slice(0, 80))}`)
}

/** A ref is written only after all its objects have arrived; an object alone proves nothing. */
const refOf = (commit: string) => `refs/bases/${commit}`

async function has(mirror: string, commit: string): Promise<boolean> {
  // Git is asked only where it may have packed the ref, or there is none.
  const text = await readFile(join(mirror, refOf(commit)), 'utf8').catch(() => '')
  if (text.trim() === commit) return true
  try {
    await access(join(mirror, 'packed-refs'))
    const { exitCode } = await git(['rev-parse', '--verify', '--quiet', refOf(commit)], {
      gitDir: mirror,
      answers: [0, 1],
    })
    return exitCode === 0
  } catch {
    return false
  }
}

async function fetchCommit(mirror: string, remote: GitRemote, commit: string): Promise<void> {
  const fetch = (refspec: string) =>
    git(['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', '--force', '--', remote.url, refspec], {
      gitDir: mirror,
      remote,
      timeoutMs: 30 * 60_000,
    })
  try {
    await fetch(`${commit}:${refOf(commit)}`)
  } catch (error) {
    // A server that speaks only the old protocol hands out the tips of refs, not commits by id.
    await fetch('+refs/heads/*:refs/heads/*')
    await git(['update-ref', refOf(commit), commit], { gitDir: mirror }).catch(() => {
      throw error
    })
  }
}
