import { copyFile, mkdir, realpath } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import type { Workspace, WorkTree, WorkTreeRequest } from '../../ports/workspace.ts'
import { collect } from './collect.ts'
import { git } from './git.ts'
import { commitId, mirrorWith } from './mirror.ts'
import { pushBranch } from './push-branch.ts'
import { removeTree } from './remove-tree.ts'
import { writeRepository } from './repository-files.ts'

/**
 * Work trees below `dataDir`:
 * `mirrors/` one bare repository per repository, shared; `attempts/NAME/` what an agent sees (`tree`, `home`);
 * `imports/NAME.git` our own view of that work tree; `scratch/` repositories that live as long as a push.
 */
export function createWorkspace(options: { readonly dataDir: string }): Workspace {
  const dataDir = resolve(options.dataDir)
  const placesOf = (name: string): Places => ({
    attempt: join(dataDir, 'attempts', pathSafe(name)),
    gitDir: join(dataDir, 'imports', `${pathSafe(name)}.git`),
  })
  const dispose = async (name: string) => {
    const { attempt, gitDir } = placesOf(name)
    await Promise.all([removeTree(attempt), removeTree(gitDir)])
  }
  return {
    dispose,
    async prepare(request) {
      const mirror = await mirrorWith(dataDir, { ...request, commit: request.base })
      await dispose(request.name)
      return checkOut(placesOf(request.name), mirror, request)
    },
    async collect(request) {
      const { gitDir } = placesOf(basename(dirname(request.workTree.path)))
      return collect(gitDir, { ...request, base: commitId(request.base) })
    },
    async push(request) {
      const mirror = await mirrorWith(dataDir, { ...request, commit: request.base })
      const scratch = join(dataDir, 'scratch')
      await mkdir(scratch, { recursive: true })
      await pushBranch({ ...request, mirror, scratch })
    },
  }
}

interface Places {
  readonly attempt: string
  readonly gitDir: string
}

async function checkOut(places: Places, mirror: string, { base }: WorkTreeRequest): Promise<WorkTree> {
  await mkdir(join(places.attempt, 'home'), { recursive: true })
  await mkdir(join(places.attempt, 'tree'))
  const attempt = await realpath(places.attempt)
  const tree = join(attempt, 'tree')
  const own = join(tree, '.git')
  const alternates = await realpath(join(mirror, 'objects'))
  await writeRepository(places.gitDir, { alternates, head: base, hasWorkTree: false })
  await git(['read-tree', '--reset', '-u', base], {
    gitDir: places.gitDir,
    workTree: tree,
    timeoutMs: 10 * 60_000,
  })
  // The candidate's repository is a second one with the same index: ours is never inside the work tree.
  await writeRepository(own, { alternates, head: base, hasWorkTree: true })
  await copyFile(join(places.gitDir, 'index'), join(own, 'index'))
  return { path: tree, home: join(attempt, 'home'), objects: alternates }
}

function pathSafe(name: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/.test(name)) return name
  throw new Error(`not a name for a work tree: ${JSON.stringify(name)}`)
}
