import { mkdir, realpath } from 'node:fs/promises'
import type { Workspace } from '../../ports/workspace.ts'
import { graftAll } from '../proof/tests/graft-all.ts'
import { commitId, mirrorWith } from './mirror.ts'
import { readDiff } from './patch/read-diff.ts'
import { readPatch } from './patch/read-patch.ts'
import { withObjects } from './patch/with-objects.ts'
import type { WorkspaceFolders } from './workspace-folders.ts'

type MirroredCommits = Pick<Workspace, 'diff' | 'readPatch' | 'mirror' | 'graft' | 'withObjects'>

/** What is done with commits alone: they are fetched into the mirror of their repository, and nothing of them is checked out. */
export function createMirroredCommits({ dataDir, takeScratch }: WorkspaceFolders): MirroredCommits {
  return {
    async diff(request) {
      const gitDir = await mirrorWith(dataDir, { ...request, commit: request.base })
      await mirrorWith(dataDir, request)
      const [base, commit] = [commitId(request.base), commitId(request.commit)]
      return readDiff({ gitDir, base, commit, maxBytes: request.maxBytes })
    },
    async readPatch(request) {
      const gitDir = await mirrorWith(dataDir, { ...request, commit: request.base })
      await mirrorWith(dataDir, { ...request, commit: request.tip })
      await mirrorWith(dataDir, request)
      const [base, tip, commit] = [commitId(request.base), commitId(request.tip), commitId(request.commit)]
      return readPatch({ gitDir, base, tip, commit })
    },
    async mirror({ commits: [first = '', ...others], ...request }) {
      const mirror = await mirrorWith(dataDir, { ...request, commit: first })
      for (const commit of others) await mirrorWith(dataDir, { ...request, commit })
      return realpath(mirror)
    },
    async graft({ onto, wanted, ...request }) {
      const mirror = await mirrorWith(dataDir, { ...request, commit: onto })
      for (const commit of wanted.flatMap((one) => [one.base, one.commit]))
        await mirrorWith(dataDir, { ...request, commit })
      return graftAll({ mirror, scratch: await takeScratch(), onto: commitId(onto), wanted })
    },
    async withObjects(request, work) {
      const mirror = await mirrorWith(dataDir, { ...request, commit: request.base })
      const scratch = await takeScratch()
      await mkdir(scratch, { recursive: true })
      return withObjects({ ...request, mirror, scratch }, work)
    },
  }
}
