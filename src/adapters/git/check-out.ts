import { copyFile, mkdir, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import type { WorkTree } from '../../ports/workspace.ts'
import { git } from './git.ts'
import { writeRepository } from './repository-files.ts'

export interface Places {
  /** Folder that gets the work tree and its home. */
  readonly attempt: string
  /** Our own git directory for the work tree, outside of it. */
  readonly gitDir: string
}

/** A work tree of `base`, which `mirror` holds, with a git directory of its own and an empty home. */
export async function checkOut(places: Places, mirror: string, base: string): Promise<WorkTree> {
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
