import type { TreeEntry } from '../bare-repository.ts'
import { readLoose, readLooseHeader } from './loose-objects.ts'
import { type PlainTreeEntry, parseCommit, parseTree } from './object-formats.ts'

/** More files than this cost less in one process than in so many reads. */
const MOST_ENTRIES = 100

/** The entries of a tree, or of a commit's tree; undefined where git has to read it. */
export async function listTree(
  directory: string,
  oid: string,
  recursive: boolean,
): Promise<readonly TreeEntry[] | undefined> {
  const entries: TreeEntry[] = []
  const add = async (tree: string, folder: string): Promise<boolean> => {
    const plain = await readLooseTree(directory, tree)
    if (plain === undefined || entries.length + plain.length > MOST_ENTRIES) return false
    const sized = await Promise.all(plain.map((entry) => withSize(directory, entry, folder)))
    for (const entry of sized) {
      if (entry === undefined) return false
      entries.push(entry)
      if (recursive && entry.type === 'tree' && !(await add(entry.oid, `${entry.path}/`))) return false
    }
    return true
  }
  return (await add(oid, '')) ? entries : undefined
}

/** What is at a path, which may be nothing; undefined where git has to say. */
export async function looseEntryAt(
  directory: string,
  oid: string,
  path: string,
): Promise<{ readonly entry: TreeEntry | undefined } | undefined> {
  let tree = oid
  const [name, ...folders] = path.split('/').reverse()
  for (const folder of folders.reverse()) {
    const entries = await readLooseTree(directory, tree)
    if (entries === undefined) return undefined
    const below = entries.find((entry) => entry.name === folder)
    if (below?.type !== 'tree') return { entry: undefined }
    tree = below.oid
  }
  const found = await readLooseTree(directory, tree)
  const plain = found?.find((entry) => entry.name === name)
  if (plain === undefined) return found && { entry: undefined }
  const entry = await withSize(directory, plain, path.slice(0, path.length - plain.name.length))
  return entry && { entry }
}

export async function readLooseTree(directory: string, oid: string): Promise<PlainTreeEntry[] | undefined> {
  const object = await readLoose(directory, oid)
  if (object?.type === 'tree') return parseTree(object.content)
  const tree = object?.type === 'commit' ? parseCommit(oid, object.content)?.tree : undefined
  return tree === undefined ? undefined : readLooseTree(directory, tree)
}

async function withSize(
  directory: string,
  { mode, type, oid, name }: PlainTreeEntry,
  folder: string,
): Promise<TreeEntry | undefined> {
  const header = type === 'blob' ? await readLooseHeader(directory, oid) : undefined
  if (type === 'blob' && header?.type !== 'blob') return undefined
  return { mode, type, oid, size: header?.size, path: `${folder}${name}` }
}
