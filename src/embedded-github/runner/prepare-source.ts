import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { git, gitOrThrow } from './git.ts'
import type { RunFacts } from './run-facts.ts'

/** What the jobs of one activity are cloned from: the server's objects, read only, and the merge commit on top. */
export interface Source {
  readonly directory: string
  readonly mergeSha: string
  readonly mergeRef: string
  /** Text of a file of the merge commit; undefined when it is absent. */
  read(path: string): Promise<string | undefined>
  /** Paths directly inside a folder of the merge commit. */
  list(folder: string): Promise<readonly string[]>
  /** Paths that differ between base and head. */
  changedPaths(): Promise<readonly string[]>
  dispose(): Promise<void>
}

/**
 * Merges head into base as GitHub does for `pull_request`, outside the server's repository. Undefined when the two conflict:
 * GitHub starts no run then (docs.github.com, "Events that trigger workflows", `pull_request`).
 */
export async function prepareSource(bareDirectory: string, facts: RunFacts): Promise<Source | undefined> {
  const directory = await mkdtemp(join(tmpdir(), 'embedded-github-source-'))
  const dispose = () => rm(directory, { recursive: true, force: true, maxRetries: 3 })
  try {
    await gitOrThrow(directory, ['clone', '-q', '--bare', '--shared', '--template=', bareDirectory, '.'])
    const mergeSha = await merge(directory, facts)
    if (mergeSha !== undefined) return sourceOf(directory, mergeSha, facts, dispose)
  } catch (error) {
    await dispose()
    throw error
  }
  await dispose()
  return undefined
}

async function merge(directory: string, facts: RunFacts): Promise<string | undefined> {
  const tip = await git(directory, ['rev-parse', '--verify', '-q', `refs/heads/${facts.base.ref}^{commit}`])
  const base = tip.exitCode === 0 ? tip.stdout : facts.base.sha
  const tree = await git(directory, ['merge-tree', '--write-tree', '--no-messages', base, facts.head.sha])
  if (tree.exitCode === 1) return undefined
  if (tree.exitCode !== 0) throw new Error(`git merge-tree failed: ${tree.stderr.slice(0, 2_000)}`)
  const message = `Merge ${facts.head.sha} into ${base}`
  const parents = ['-p', base, '-p', facts.head.sha]
  const commit = await gitOrThrow(directory, ['commit-tree', ...parents, '-m', message, tree.stdout])
  await gitOrThrow(directory, ['update-ref', `refs/pull/${facts.number}/merge`, commit])
  return commit
}

function sourceOf(
  directory: string,
  mergeSha: string,
  facts: RunFacts,
  dispose: () => Promise<void>,
): Source {
  return {
    directory,
    mergeSha,
    mergeRef: `refs/pull/${facts.number}/merge`,
    dispose,
    async read(path) {
      const { exitCode, stdout } = await git(directory, ['cat-file', 'blob', `${mergeSha}:${path}`])
      return exitCode === 0 ? stdout : undefined
    },
    async list(folder) {
      const { exitCode, stdout } = await git(directory, [
        'ls-tree',
        '-z',
        '--name-only',
        mergeSha,
        `${folder}/`,
      ])
      return exitCode === 0 ? stdout.split('\0').filter((path) => path !== '') : []
    },
    async changedPaths() {
      const range = `${mergeSha}^1...${mergeSha}^2`
      const names = await gitOrThrow(directory, ['diff', '-z', '--name-only', '--no-renames', range])
      return names.split('\0').filter((path) => path !== '')
    },
  }
}
