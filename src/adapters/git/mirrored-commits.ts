import { mkdir, realpath } from 'node:fs/promises'
import type { Workspace } from '../../ports/workspace.ts'
import { graftAll } from '../proof/tests/graft-all.ts'
import { git } from './git.ts'
import { commitId, withMirror } from './mirror.ts'
import { pushObjects, removeObjects } from './patch/push-objects.ts'
import { readDiff } from './patch/read-diff.ts'
import { readPatch } from './patch/read-patch.ts'
import { plainFilesOf } from './plain-files.ts'
import type { WorkspaceFolders } from './workspace-folders.ts'

type MirroredCommits = Pick<
  Workspace,
  'diff' | 'filesAt' | 'readPatch' | 'mirror' | 'graft' | 'withObjects' | 'removeObjects'
>

/** What is done with commits alone: they are fetched into the mirror of their repository, and nothing of them is checked out. */
export function createMirroredCommits({ dataDir, takeScratch }: WorkspaceFolders): MirroredCommits {
  const scratchFolder = async () => {
    const scratch = await takeScratch()
    await mkdir(scratch, { recursive: true })
    return scratch
  }
  const remove: Workspace['removeObjects'] = async (request) =>
    removeObjects({ ...request, scratch: await scratchFolder() })
  return {
    async diff(request) {
      const [base, commit] = [commitId(request.base), commitId(request.commit)]
      return withMirror(dataDir, { ...request, commits: [base, commit] }, (gitDir) =>
        readDiff({ gitDir, base, commit, maxBytes: request.maxBytes }),
      )
    },
    async filesAt({ commit, paths, ...request }) {
      if (paths.length === 0) return []
      return withMirror(dataDir, { ...request, commits: [commit] }, async (gitDir) => {
        const files = new Set((await plainFilesOf(gitDir, commitId(commit))).map(({ path }) => path))
        return paths.filter((path) => files.has(path))
      })
    },
    async readPatch(request) {
      const [base, tip, commit] = [commitId(request.base), commitId(request.tip), commitId(request.commit)]
      return withMirror(dataDir, { ...request, commits: [base, tip, commit] }, (gitDir) =>
        readPatch({ gitDir, base, tip, commit }),
      )
    },
    mirror: (request) =>
      withMirror(dataDir, request, async (gitDir) => {
        // Whoever gets it could not tell a damaged one from a candidate at fault, so its files are walked once.
        await git(['rev-list', '--objects', '--no-walk', '--quiet', ...request.commits], { gitDir })
        return realpath(gitDir)
      }),
    async graft({ onto, wanted, ...request }) {
      const commits = [onto, ...wanted.flatMap((one) => [one.base, one.commit])]
      return withMirror(dataDir, { ...request, commits }, async (mirror) =>
        graftAll({ mirror, scratch: await takeScratch(), onto: commitId(onto), wanted }),
      )
    },
    async withObjects(request, work) {
      const trees = await withMirror(dataDir, { ...request, commits: [request.base] }, async (mirror) =>
        pushObjects({ ...request, mirror, scratch: await scratchFolder() }),
      )
      const [made] = await Promise.allSettled([work(trees)])
      const [removed] = await Promise.allSettled([remove(request)])
      if (made.status === 'rejected') throw made.reason
      return { made: made.value, areLeft: removed.status === 'rejected' }
    },
    removeObjects: remove,
  }
}
