import { lstat, mkdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { execa } from 'execa'
import { removeTree } from '../git/remove-tree.ts'
import { filesOf, homeOf, type KeptSetUp, type Places } from './kept-set-up.ts'
import { renamePlaces } from './name-places.ts'

interface Laying {
  /** Where `kept` is. */
  readonly folder: string
  readonly kept: KeptSetUp
  /** Paths of the work tree that must give way: somebody has put them there whose word does not count for what is installed. */
  readonly mustGiveWay?: (path: string) => boolean
}

/**
 * Copies what a set-up has made into a work tree and a home that nobody has worked in yet, sharing blocks where the file system can: what
 * is changed in one copy, no other gets. Answers what of it lies in the work tree.
 */
export async function layInto({ folder, kept, mustGiveWay }: Laying, to: Places): Promise<string[]> {
  const renaming = { from: kept.madeIn, to }
  const laid = await copyAll(filesOf(folder), to.tree, kept.tree, mustGiveWay)
  await renamePlaces(to.tree, within(kept.naming.tree, laid), renaming)
  const inHome = await copyAll(homeOf(folder), to.home, kept.home)
  await renamePlaces(to.home, within(kept.naming.home, inHome), renaming)
  return laid
}

/** Folders by whose names everybody knows that they hold dependencies. */
export function isOfDependencies(path: string): boolean {
  return /^(?:node_modules|\.?venv|vendor|deps|\.bundle)$/.test(basename(path))
}

function within(paths: readonly string[], folders: readonly string[]): readonly string[] {
  return paths.filter((path) => folders.some((folder) => path === folder || path.startsWith(`${folder}/`)))
}

/** What is there by itself stays, unless it must give way. */
async function copyAll(
  from: string,
  to: string,
  paths: readonly string[],
  mustGiveWay: Laying['mustGiveWay'] = () => false,
): Promise<string[]> {
  const copied: string[] = []
  for (const path of paths) {
    const target = join(to, path)
    if (mustGiveWay(path)) await removeTree(target)
    if ((await kindOf(target)) !== undefined || !(await makeParents(to, path))) continue
    await copyFolder(join(from, path), target)
    copied.push(path)
  }
  return copied
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

/** Of a folder, a file or a link, which is not followed. */
export async function copyFolder(from: string, to: string): Promise<void> {
  const sharing = await execa('cp', ['-a', '--reflink=auto', '--', from, to], { reject: false })
  if (sharing.exitCode === 0) return
  // Not every `cp` knows how to share blocks; one that fails for another reason says so again.
  await removeTree(to)
  await execa('cp', ['-RPp', '--', from, to])
}
