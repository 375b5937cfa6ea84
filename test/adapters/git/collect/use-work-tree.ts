import { join } from 'node:path'
import { beforeAll, beforeEach } from 'vitest'
import { createWorkspace } from '../../../../src/adapters/git/create-workspace.ts'
import type { CollectResult, Workspace, WorkTree } from '../../../../src/ports/workspace.ts'
import { temporaryFolder } from '../../../temporary-folder.ts'
import { plainGit, writeFiles } from '../sample-repository.ts'

type Files = Readonly<Record<string, string | Buffer>>

const REPOSITORY = { owner: 'acme', repo: 'payments' }
/** A change that is work in each of these repositories. */
export const FIX = { 'src/pay.py': 'def pay():\n    return 2\n' }
/** The text of the file by which a folder says that it is a cache. */
export const CACHEDIR = 'Signature: 8a477f597d28d172789f06886806bc55\n'
/** A base of these files and of submodules at these commits, and for each test a new work tree of it. */
export function useWorkTree(files: Files, submodules: Readonly<Record<string, string>> = {}) {
  let directory: string
  let base: string
  let workspace: Workspace
  let tree: WorkTree
  const source = () => join(directory, 'source')
  const remote = () => ({ url: `file://${source()}`, authorization: undefined })

  beforeAll(async () => {
    directory = await temporaryFolder()
    await writeFiles(source(), { 'src/pay.py': 'def pay():\n    return 1\n', ...files })
    await plainGit(source(), 'init', '--quiet', '--initial-branch=main')
    await plainGit(source(), 'add', '--all', '--force')
    for (const [path, commit] of Object.entries(submodules))
      await plainGit(source(), 'update-index', '--add', '--cacheinfo', `160000,${commit},${path}`)
    await plainGit(source(), 'commit', '--quiet', '--message=base')
    base = await plainGit(source(), 'rev-parse', 'HEAD')
  })
  beforeEach(async () => {
    workspace = createWorkspace({ dataDir: join(directory, 'data') })
    tree = await workspace.prepare({ repository: REPOSITORY, remote: remote(), base, name: 'one' })
  })

  const options = () => ({
    base,
    message: 'Candidate one',
    author: { name: 'Speculate', email: 'speculate@example.org' },
    maxFileBytes: 100_000,
    date: '2026-02-03T04:05:06.000Z',
  })
  const collect = () => workspace.collect({ ...options(), workTree: tree })

  return {
    /** A place in the work tree. */
    at: (path = '') => join(tree.path, path),
    /** A place that no work tree has. */
    outside: (path: string) => join(directory, path),
    collect,
    /** What is collected after these files were written into the work tree. */
    collectAfter: async (written: Files): Promise<CollectResult> => {
      await writeFiles(tree.path, written)
      return collect()
    },
    /** What is collected of a commit of these files that a workflow has pushed. */
    collectPushed: async (written: Files): Promise<CollectResult> => {
      await plainGit(source(), 'checkout', '--quiet', '-B', 'inbox', base)
      await writeFiles(source(), written)
      await plainGit(source(), 'add', '--', ...Object.keys(written))
      await plainGit(source(), 'commit', '--quiet', '--message=all')
      const commit = await plainGit(source(), 'rev-parse', 'HEAD')
      const request = { repository: REPOSITORY, remote: remote(), name: 'pushed', commit }
      return workspace.collectCommit({ ...options(), ...request })
    },
  }
}

export const pathsOf = (collected: CollectResult) =>
  collected.kind === 'patch' ? collected.patch.files.map(({ path }) => path) : collected.detail
