import { realpath } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { withoutUndefined } from '../../domain/without-undefined.ts'
import type { Workspace, WorkTree } from '../../ports/workspace.ts'
import { keepLaid } from '../set-up/laid-paths.ts'
import { checkOut } from './check-out.ts'
import { collect } from './collect/collect.ts'
import { collectCommit } from './collect/collect-commit.ts'
import { commitId, withMirror } from './mirror.ts'
import { writeRepository } from './repository-files.ts'
import type { WorkspaceFolders } from './workspace-folders.ts'
import type { WorkspaceSetUps } from './workspace-set-ups.ts'

export interface WorkTrees extends Pick<Workspace, 'prepare' | 'collect' | 'collectCommit' | 'dispose'> {
  /**
   * Removes what processes that are gone have left of their work: they were killed, or the machine went down. `end` is called with
   * every work tree first, to end what may still run in it. What a living process works on stays.
   */
  removeLeftovers(end: (workTree: WorkTree) => Promise<void>): Promise<void>
}

/** Makes what an agent works in, takes from it what the agent has made, and removes it. */
export function createWorkTrees(folders: WorkspaceFolders, setUps: WorkspaceSetUps | undefined): WorkTrees {
  const { dataDir, leases, placesOf } = folders
  const makePlace = async (name: string) => {
    const places = placesOf(name)
    await leases.begin(name)
    await folders.remove(name)
    return places
  }
  return {
    prepare: (request) =>
      withMirror(dataDir, { ...request, commits: [request.base] }, async (mirror) => {
        const places = await makePlace(request.name)
        const workTree = await checkOut(places, mirror, request.base)
        const to = { tree: workTree.path, home: workTree.home }
        const setUp = await setUps?.lay({ ...request, mirror }, to)
        if (setUp?.kind === 'installed') await keepLaid(places.gitDir, setUp.laid)
        return { ...workTree, ...withoutUndefined({ setUp }) }
      }),
    async collect(request) {
      const { gitDir } = placesOf(basename(dirname(request.workTree.path)))
      return collect(gitDir, { ...request, base: commitId(request.base) })
    },
    async collectCommit(request) {
      const [base, commit] = [commitId(request.base), commitId(request.commit)]
      return withMirror(dataDir, { ...request, commits: [base] }, async (mirror) => {
        const { gitDir } = await makePlace(request.name)
        const alternates = await realpath(join(mirror, 'objects'))
        await writeRepository(gitDir, { alternates, head: base, hasWorkTree: false })
        return collectCommit(gitDir, { ...request, base, commit })
      })
    },
    async dispose(name) {
      await folders.remove(name)
      await leases.end(name)
    },
    async removeLeftovers(end) {
      for (const name of await folders.names()) {
        await leases.unlessHeld(name, async () => {
          const { attempt } = placesOf(name)
          await end({ path: join(attempt, 'tree'), home: join(attempt, 'home') })
          await folders.remove(name)
        })
      }
      for (const name of await folders.scratchNames()) {
        await leases.unlessHeld(name, () => folders.removeScratch(name))
      }
    },
  }
}
