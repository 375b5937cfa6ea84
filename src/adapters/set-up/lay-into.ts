import { constants } from 'node:fs'
import { copyFile, lstat, mkdir, readlink, symlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { execa } from 'execa'

/**
 * Copies these paths of `files` into a work tree that nobody has worked in yet, sharing blocks where the file system can: what one agent
 * changes in its copy, no other gets. What the work tree has by itself stays. Answers what was copied.
 */
export async function layInto(files: string, tree: string, paths: readonly string[]): Promise<string[]> {
  const laid: string[] = []
  for (const path of paths) {
    const [from, to] = [join(files, path), join(tree, path)]
    if ((await kindOf(to)) !== undefined || !(await makeParents(tree, path))) continue
    const stats = await lstat(from)
    if (stats.isDirectory()) await copyFolder(from, to)
    else if (stats.isSymbolicLink()) await symlink(await readlink(from), to)
    else if (stats.isFile()) await copyFile(from, to, constants.COPYFILE_FICLONE)
    else continue
    laid.push(path)
  }
  return laid
}

/** False where something other than a folder is on the way: nothing is written through a link of the base. */
async function makeParents(tree: string, path: string): Promise<boolean> {
  let folder = tree
  for (const name of dirname(path).split('/')) {
    folder = join(folder, name)
    const kind = await kindOf(folder)
    if (kind === 'other') return false
    if (kind === undefined) await mkdir(folder)
  }
  return true
}

async function kindOf(path: string): Promise<'folder' | 'other' | undefined> {
  const stats = await lstat(path).catch(() => undefined)
  if (stats === undefined) return undefined
  return stats.isDirectory() ? 'folder' : 'other'
}

async function copyFolder(from: string, to: string): Promise<void> {
  const sharing = await execa('cp', ['-a', '--reflink=auto', '--', from, to], { reject: false })
  // Not every `cp` knows how to share blocks; one that fails for another reason says so again.
  if (sharing.exitCode !== 0) await execa('cp', ['-RPpf', '--', `${from}/.`, to])
}
