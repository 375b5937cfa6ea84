import type { ChangedPaths, GitCommit } from './bare-repository.ts'
import { readLooseTree } from './loose/loose-trees.ts'
import type { PlainTreeEntry } from './loose/object-formats.ts'
import { tryGit } from './run-git.ts'

type Parent = Pick<GitCommit, 'tree'> | undefined

/** What a commit changes of its first parent, without following renames; by loose trees alone where those are enough. */
export async function changedPaths(
  directory: string,
  commit: GitCommit,
  parent: Parent,
): Promise<ChangedPaths> {
  const changed = { added: [], removed: [], modified: [] }
  const isRead = await compare(directory, { before: parent?.tree, after: commit.tree, folder: '' }, changed)
  return isRead ? changed : readByGit(directory, commit)
}

interface Trees {
  readonly before: string | undefined
  readonly after: string | undefined
  /** With a slash at its end. */
  readonly folder: string
}

type Growing = Readonly<Record<keyof ChangedPaths, string[]>>

/** False where git has to read one of them. */
async function compare(
  directory: string,
  { before, after, folder }: Trees,
  changed: Growing,
): Promise<boolean> {
  if (before === after) return true
  const [old, now] = await Promise.all([entriesOf(directory, before), entriesOf(directory, after)])
  if (old === undefined || now === undefined) return false
  for (const name of new Set([...old.keys(), ...now.keys()])) {
    const [was, is] = [old.get(name), now.get(name)]
    const path = `${folder}${name}`
    const below = { before: treeOf(was), after: treeOf(is), folder: `${path}/` }
    if (!(await compare(directory, below, changed))) return false
    const [file, fileNow] = [fileOf(was), fileOf(is)]
    if (file === fileNow) continue
    const kind = file === undefined ? 'added' : fileNow === undefined ? 'removed' : 'modified'
    changed[kind].push(path)
  }
  return true
}

async function entriesOf(
  directory: string,
  tree: string | undefined,
): Promise<ReadonlyMap<string, PlainTreeEntry> | undefined> {
  const entries = tree === undefined ? [] : await readLooseTree(directory, tree)
  return entries && new Map(entries.map((entry) => [entry.name, entry]))
}

function treeOf(entry: PlainTreeEntry | undefined): string | undefined {
  return entry?.type === 'tree' ? entry.oid : undefined
}

function fileOf(entry: PlainTreeEntry | undefined): string | undefined {
  return entry && entry.type !== 'tree' ? `${entry.mode} ${entry.oid}` : undefined
}

const KINDS: Readonly<Record<string, keyof ChangedPaths>> = { A: 'added', D: 'removed' }

async function readByGit(directory: string, { oid, parents }: GitCommit): Promise<ChangedPaths> {
  const changed: Growing = { added: [], removed: [], modified: [] }
  const between = parents[0] === undefined ? [oid] : [parents[0], oid]
  const flags = ['-r', '-z', '--root', '--no-commit-id', '--no-renames', '--name-status']
  const { exitCode, stdout, ending } = await tryGit(directory, ['diff-tree', ...flags, ...between])
  if (exitCode !== 0) throw new Error(`git diff-tree ${ending}`)
  const fields = stdout.toString().split('\0')
  for (let at = 0; at + 1 < fields.length; at += 2)
    changed[KINDS[fields[at] ?? ''] ?? 'modified'].push(fields[at + 1] ?? '')
  return changed
}
