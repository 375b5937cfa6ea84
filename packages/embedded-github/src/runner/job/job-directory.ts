import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { gitOrThrow } from '../git.ts'
import { NOTHING_PREPARED, type PreparedCheckout } from './new-checkout.ts'
import type { Source } from './prepare-source.ts'

/** Everything that belongs to one job; removed as a whole when the job ends. */
export interface JobDirectory {
  readonly root: string
  readonly workspace: string
  readonly home: string
  readonly temp: string
  /** Scripts and command files. */
  readonly files: string
  readonly prepared: PreparedCheckout
  dispose(): Promise<void>
}

export interface CloneRequest {
  readonly source: Source
  /** Name of the repository, and of the folder it is cloned to. */
  readonly repo: string
  readonly originUrl: string
  /** 0 means the whole history with all branches. */
  readonly fetchDepth: number
  readonly event: string
  readonly signal: AbortSignal
  /** Called before any step. */
  readonly prepare: (directory: JobDirectory) => Promise<PreparedCheckout> | undefined
}

/** A fresh clone of the commit that is checked out, with a git directory of its own. */
export async function createJobDirectory(request: CloneRequest): Promise<JobDirectory> {
  const root = await mkdtemp(join(tmpdir(), 'embedded-github-job-'))
  const directory: JobDirectory = {
    root,
    workspace: join(root, 'work', request.repo),
    home: join(root, 'home'),
    temp: join(root, 'temp'),
    files: join(root, 'files'),
    prepared: NOTHING_PREPARED,
    dispose: () => remove(root),
  }
  try {
    for (const path of [directory.workspace, directory.home, directory.temp, directory.files]) {
      await mkdir(path, { recursive: true })
    }
    await writeFile(join(directory.files, 'event.json'), request.event)
    await clone(directory.workspace, request)
    return { ...directory, prepared: (await request.prepare(directory)) ?? NOTHING_PREPARED }
  } catch (error) {
    await directory.dispose()
    throw error
  }
}

async function clone(
  workspace: string,
  { source, originUrl, fetchDepth, signal }: CloneRequest,
): Promise<void> {
  const { ref, directory } = source
  // As actions/checkout names them.
  const branch = ref.replace(/^refs\/(?:heads\/)?/, (start) =>
    start === 'refs/' ? 'refs/remotes/' : 'refs/remotes/origin/',
  )
  const depth = fetchDepth === 0 ? ['+refs/heads/*:refs/remotes/origin/*'] : [`--depth=${fetchDepth}`]
  const [options, refspecs] = fetchDepth === 0 ? [[], depth] : [depth, []]
  await gitOrThrow(workspace, ['init', '-q', '--template=', '.'], signal)
  await gitOrThrow(
    workspace,
    ['fetch', '-q', '--no-tags', ...options, `file://${directory}`, `+${ref}:${branch}`, ...refspecs],
    signal,
  )
  await gitOrThrow(workspace, ['checkout', '-q', '--detach', branch], signal)
  await gitOrThrow(workspace, ['remote', 'add', 'origin', originUrl], signal)
}

/** A job may have taken its own write permission away from a folder. */
async function remove(root: string): Promise<void> {
  const options = { recursive: true, force: true, maxRetries: 5, retryDelay: 50 }
  try {
    await rm(root, options)
  } catch {
    await execa('chmod', ['-R', 'u+rwX', '--', root], { reject: false })
    await rm(root, options).catch(() => undefined)
  }
}
