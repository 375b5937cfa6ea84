import { realpath } from 'node:fs/promises'
import { resolve } from 'node:path'
import { runGit } from '@speculate-dev/system'
import { UsageError } from './usage-error.ts'

export interface LocalHead {
  readonly directory: string
  readonly commit: string
  /** The branch that is checked out; `main` when none is. */
  readonly branch: string
}

/** Of a repository of whoever runs this, which is only read. */
export async function localHead(path: string): Promise<LocalHead> {
  const directory = await realpath(resolve(path)).catch(() => undefined)
  if (directory === undefined) throw new UsageError(`${path} does not exist`)
  const ask = async (...args: readonly string[]) => {
    const { exitCode, stdout } = await runGit(args, { directory, asUser: true })
    return exitCode === 0 ? stdout.toString().trim() : ''
  }
  if ((await ask('rev-parse', '--git-dir')) === '') throw new UsageError(`${path} is not a git repository`)
  const root = await ask('rev-parse', '--show-toplevel')
  const commit = await ask('rev-parse', '--verify', '--quiet', 'HEAD^{commit}')
  if (commit === '') throw new UsageError(`${path} has no commit yet`)
  const branch = await ask('symbolic-ref', '--quiet', '--short', 'HEAD')
  return { directory: root || directory, commit, branch: branch || 'main' }
}
