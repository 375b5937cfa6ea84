import { access, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { withLock } from '@speculate-dev/system'
import { RepositoryRef } from '../../domain/issue/issue.ts'
import type { GitRemote } from '../../ports/forge.ts'
import { git } from './git.ts'
import { writeRepository } from './repository-files.ts'

export interface MirrorRequest {
  readonly repository: RepositoryRef
  readonly remote: GitRemote
  readonly commit: string
}

/** The repository's bare mirror, holding `commit` and its history; fetches only when it is not there yet. */
export async function mirrorWith(dataDir: string, request: MirrorRequest): Promise<string> {
  const { owner, repo } = RepositoryRef.parse(request.repository)
  // GitHub's names do not differ by case; a file system's may not either.
  const mirror = join(dataDir, 'mirrors', owner.toLowerCase(), `${repo.toLowerCase()}.git`)
  const commit = commitId(request.commit)
  if (await has(mirror, commit)) return mirror
  await withLock(mirror, async () => {
    if (await has(mirror, commit)) return
    await writeRepository(mirror, { hasWorkTree: false })
    await fetchCommit(mirror, request.remote, commit)
  })
  return mirror
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
