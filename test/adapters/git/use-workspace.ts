import { join } from 'node:path'
import { beforeAll, beforeEach } from 'vitest'
import { createWorkspace } from '../../../src/adapters/git/create-workspace.ts'
import type { PushedTree, Workspace, WorkTree } from '../../../src/ports/workspace.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import { createSampleRepository, type SampleRepository } from './sample-repository.ts'

export const repository = { owner: 'acme', repo: 'payments' }
export const waiting = { issue: 12, run: 1 }

/** A workspace on the sample repository, and for each test a new work tree of it. A test may put others in their place. */
export function useWorkspace() {
  let directory: string
  let sample: SampleRepository
  let workspace: Workspace
  let tree: WorkTree
  const dataDir = () => join(directory, 'data')
  const remote = () => ({ url: sample.url, authorization: undefined })
  const request = (name: string) => ({ repository, remote: remote(), base: sample.base, name })

  beforeAll(async () => {
    directory = await temporaryFolder()
    sample = await createSampleRepository(directory)
  })
  beforeEach(async () => {
    workspace = createWorkspace({ dataDir: dataDir() })
    tree = await workspace.prepare(request('one'))
  })

  const collectOptions = () => ({
    workTree: tree,
    base: sample.base,
    message: 'Candidate one for #12\n\nwith a body',
    author: { name: 'Speculate', email: 'speculate@example.org' },
    maxFileBytes: 1_000_000,
    date: '2026-02-03T04:05:06.000Z',
  })
  const collect = () => workspace.collect(collectOptions())
  const collectPatch = async () => {
    const collected = await collect()
    if (collected.kind !== 'patch') throw new Error(`no patch: ${collected.failure}: ${collected.detail}`)
    return collected
  }

  return {
    get directory() {
      return directory
    },
    get dataDir() {
      return dataDir()
    },
    get sample() {
      return sample
    },
    get workspace() {
      return workspace
    },
    set workspace(other: Workspace) {
      workspace = other
    },
    get tree() {
      return tree
    },
    set tree(other: WorkTree) {
      tree = other
    },
    remote,
    request,
    /** A place in the work tree. */
    at: (path: string) => join(tree.path, path),
    collectOptions,
    collect,
    collectPatch,
    /** What the remote says while it holds the objects of these patches. */
    whilePushed<T>(
      collected: readonly Awaited<ReturnType<typeof collectPatch>>[],
      work: (trees: ReadonlyMap<string, PushedTree>) => Promise<T>,
    ): Promise<{ readonly made: T; readonly areLeft: boolean }> {
      const commits = collected.map(({ bundle, patch }) => ({ commit: patch.commit, bundle }))
      return workspace.withObjects(
        { repository, remote: remote(), waiting, base: sample.base, commits },
        work,
      )
    },
  }
}
