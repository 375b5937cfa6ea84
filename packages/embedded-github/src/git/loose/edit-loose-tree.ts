import type { TreeChange } from '../write-objects.ts'
import { readLoose, readLooseHeader, writeLoose } from './loose-objects.ts'
import { formatTree, type PlainTreeEntry, parseTree, typeOf } from './object-formats.ts'

/**
 * A tree with some files put in, replaced or removed. Undefined leaves it to git, which also knows how to refuse: an object that
 * does not lie loose, a file where a folder is, a path that is not plain.
 */
export async function editLooseTree(
  directory: string,
  base: string | undefined,
  changes: readonly TreeChange[],
): Promise<string | undefined> {
  const paths = new Set(changes.map(({ path }) => path))
  if (paths.size < changes.length) return undefined
  for (const change of changes) if (!(await isPlain(directory, change))) return undefined
  const edited = await edit(directory, base, changes)
  return edited === 'git' ? undefined : (edited ?? writeLoose(directory, 'tree', Buffer.alloc(0)))
}

/** A name that no file system and no setting takes for another one, such as `.git`. */
const PLAIN_NAME = /^(?:\w|\.github|\.gitignore|\.[a-fh-z])[\w.-]*$/

async function isPlain(directory: string, { path, mode, oid }: TreeChange): Promise<boolean> {
  if (!path.split('/').every((name) => PLAIN_NAME.test(name) && !name.endsWith('.'))) return false
  if (oid === undefined) return true
  const header = await readLooseHeader(directory, oid)
  // A submodule is not an object of this repository, and an empty folder is one that git may drop.
  return header?.type === typeOf(mode) && (header.type === 'blob' || header.size > 0)
}

/** Undefined for a tree of which nothing is left: git keeps no empty folders. */
async function edit(
  directory: string,
  oid: string | undefined,
  changes: readonly TreeChange[],
): Promise<string | 'git' | undefined> {
  const object = oid === undefined ? undefined : await readLoose(directory, oid)
  if (oid !== undefined && object?.type !== 'tree') return 'git'
  const entries = new Map((object ? parseTree(object.content) : []).map((entry) => [entry.name, entry]))
  for (const [name, inside] of byFirstName(changes)) {
    const next = await replace(directory, name, { before: entries.get(name), inside })
    if (next === 'git') return 'git'
    if (next === undefined) entries.delete(name)
    else entries.set(name, next)
  }
  return entries.size === 0 ? undefined : writeLoose(directory, 'tree', formatTree([...entries.values()]))
}

async function replace(
  directory: string,
  name: string,
  { before, inside }: { before: PlainTreeEntry | undefined; inside: readonly TreeChange[] },
): Promise<PlainTreeEntry | 'git' | undefined> {
  const [first] = inside
  if (first?.path === '') {
    const { mode, oid } = first
    const isFolder = oid !== undefined && typeOf(mode) === 'tree'
    if (inside.length > 1 || before?.type === 'tree' || (before && isFolder)) return 'git'
    return oid === undefined ? undefined : { mode, type: typeOf(mode), oid, name }
  }
  if (before !== undefined && before.type !== 'tree') return 'git'
  const oid = await edit(directory, before?.oid, inside)
  return oid === undefined || oid === 'git' ? oid : { mode: '040000', type: 'tree', oid, name }
}

/** The changes by the first part of their paths, which are then those inside it: empty for the file itself, which comes first. */
function byFirstName(changes: readonly TreeChange[]): Map<string, TreeChange[]> {
  const groups = new Map<string, TreeChange[]>()
  for (const change of changes) {
    const [name = '', ...rest] = change.path.split('/')
    const inside = { ...change, path: rest.join('/') }
    const group = groups.get(name) ?? []
    groups.set(name, inside.path === '' ? [inside, ...group] : [...group, inside])
  }
  return groups
}
