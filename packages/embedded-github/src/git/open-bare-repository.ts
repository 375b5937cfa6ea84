import type { BareRepository, GitCommit, GitPerson, TreeEntry } from './bare-repository.ts'
import { changedFiles } from './changed-files.ts'
import { changedPaths } from './changed-paths.ts'
import { createLooseHistory, type ReadCommit } from './loose/loose-history.ts'
import { readLoose, readLooseHeader } from './loose/loose-objects.ts'
import { listTree, looseEntryAt } from './loose/loose-trees.ts'
import { isObjectId, parseCommit } from './loose/object-formats.ts'
import { readRef, readRefs } from './read-refs.ts'
import { tryGit } from './run-git.ts'
import { withoutLastBreaks } from './without-last-breaks.ts'

/** Reads of immutable objects are remembered; refs are read anew each time. */
export function openBareRepository(directory: string): BareRepository {
  const once = memory()
  const looseCommit = (oid: string) => once(`loose ${oid}`, () => readLooseCommit(directory, oid))
  const commit = (oid: string) =>
    once(`commit ${oid}`, async () => (await looseCommit(oid)) ?? readCommit(directory, oid))
  const history = createHistory(directory, once, createLooseHistory(looseCommit))
  return {
    directory,
    refs: (prefix = 'refs/') => readRefs(directory, prefix),
    ref: (name) => readRef(directory, name),
    resolve: (revision) => resolve(directory, revision, commit),
    commit,
    tree: (oid, recursive) => once(`tree ${oid} ${recursive}`, () => readTree(directory, oid, recursive)),
    blob: (oid) => readBlob(directory, oid),
    isTree: (oid) => isTree(directory, oid),
    entryAt: (oid, path) => once(`entry ${oid} ${path}`, () => entryAt(directory, { oid, path }, commit)),
    ...history,
    log: async (revision, limit, path) => {
      const oid = await resolve(directory, revision, commit)
      if (oid === undefined) return []
      if (path === undefined) return history.line(oid, limit)
      return once(`log ${oid} ${limit} ${path}`, () => readLog(directory, [`-${limit}`, oid], [path]))
    },
    changedPaths: (of) =>
      once(`paths ${of.oid}`, async () => {
        const [parent] = of.parents
        return changedPaths(directory, of, parent === undefined ? undefined : await commit(parent))
      }),
    ...createDiffs(directory, once, history.mergeBase),
  }
}

type Once = ReturnType<typeof memory>

/** How commits follow on each other; by loose objects alone where those are enough, and by git otherwise. */
function createHistory(directory: string, once: Once, loose: ReturnType<typeof createLooseHistory>) {
  const isAncestor = (ancestor: string, descendant: string) =>
    once(`ancestor ${ancestor} ${descendant}`, async () => {
      const known = await loose.isAncestor(ancestor, descendant)
      if (known !== undefined) return known
      const found = await tryGit(directory, ['merge-base', '--is-ancestor', ancestor, descendant])
      // Undefined, which is not remembered, where git could not say.
      return found.exitCode > 1 ? undefined : found.exitCode === 0
    })
  return {
    isAncestor: async (ancestor: string, descendant: string) =>
      (await isAncestor(ancestor, descendant)) ?? false,
    mergeBase: (base: string, head: string) =>
      once(`base ${base} ${head}`, async () => {
        const known = await loose.mergeBase(base, head)
        if (known !== undefined) return known
        const result = await tryGit(directory, ['merge-base', base, head])
        return result.exitCode === 0 ? result.stdout.toString().trim() : undefined
      }),
    commitsBetween: (base: string, head: string) =>
      once(`between ${base} ${head}`, async () => {
        const known = await loose.between(base, head)
        return known ?? readLog(directory, ['--reverse', '--topo-order', `${base}..${head}`])
      }),
    line: async (oid: string, limit: number) =>
      (await loose.line(oid, limit)) ?? readLog(directory, [`--max-count=${limit}`, oid]),
    merges: (base: string, head: string) =>
      once(`merges ${base} ${head}`, async () => {
        if ((await loose.isAncestor(base, head)) || (await loose.isAncestor(head, base))) return true
        const result = await tryGit(directory, ['merge-tree', '--write-tree', base, head])
        return result.exitCode === 0
      }),
  }
}

/** What a head changes since it has parted from its base. */
function createDiffs(directory: string, once: Once, mergeBase: BareRepository['mergeBase']) {
  const textOf = async (args: readonly string[]) => (await tryGit(directory, args)).stdout.toString()
  return {
    changedFiles: (base: string, head: string) =>
      once(`files ${base} ${head}`, async () =>
        changedFiles(directory, (await mergeBase(base, head)) ?? base, head),
      ),
    diffText: async (base: string, head: string) => {
      const from = (await mergeBase(base, head)) ?? base
      return textOf(['diff-tree', '-p', '-M', '--full-index', from, head])
    },
    patchText: (base: string, head: string) =>
      textOf(['format-patch', '--stdout', '--full-index', `${base}..${head}`]),
  }
}

function memory() {
  const known = new Map<string, Promise<unknown>>()
  return <T>(key: string, read: () => Promise<T>): Promise<T> => {
    const found = known.get(key) as Promise<T> | undefined
    if (found !== undefined) return found
    const reading = read()
    known.set(key, reading)
    // What is missing or failed now may be there after the next push.
    reading.then(
      (value) => value === undefined && known.delete(key),
      () => known.delete(key),
    )
    if (known.size > 2000) known.delete(known.keys().next().value ?? '')
    return reading
  }
}

/** Branches and whole commit ids without a process; the rest as git reads them. */
async function resolve(directory: string, revision: string, commit: ReadCommit): Promise<string | undefined> {
  if (revision.startsWith('-') || !/^[^\s~^:?*[\\]+$/.test(revision)) return undefined
  const ref = (name: string) => readRef(directory, name)
  const branch = await ref(revision.startsWith('refs/heads/') ? revision : `refs/heads/${revision}`)
  if (branch !== undefined) return branch
  if (isObjectId(revision)) return (await commit(revision))?.oid
  const names: string[] = []
  for (const name of [revision, `refs/tags/${revision}`, `refs/${revision}`])
    if ((await ref(name)) !== undefined) names.push(name)
  if (/^[0-9a-f]{4,39}$/.test(revision) || revision === 'HEAD') names.push(revision)
  for (const name of names) {
    const result = await tryGit(directory, ['rev-parse', '--verify', '--quiet', `${name}^{commit}`])
    if (result.exitCode === 0) return result.stdout.toString().trim()
  }
  return undefined
}

const commitFormat = ['%H', '%T', '%P', '%an', '%ae', '%aI', '%cn', '%ce', '%cI', '%B'].join('%x00')

async function readLooseCommit(directory: string, oid: string): Promise<GitCommit | undefined> {
  const object = await readLoose(directory, oid)
  return object?.type === 'commit' ? parseCommit(oid, object.content) : undefined
}

/** As git reads it, wherever it lies. */
async function readCommit(directory: string, oid: string): Promise<GitCommit | undefined> {
  if (!isObjectId(oid)) return undefined
  const result = await tryGit(directory, [
    'log',
    '--no-walk',
    `--format=${commitFormat}%x01`,
    `${oid}^{commit}`,
    '--',
  ])
  return result.exitCode === 0 ? parseCommits(result.stdout.toString())[0] : undefined
}

async function readLog(
  directory: string,
  args: readonly string[],
  paths: readonly string[] = [],
): Promise<readonly GitCommit[]> {
  const literal = paths.map((path) => `:(literal)${path}`)
  const result = await tryGit(directory, ['log', `--format=${commitFormat}%x01`, ...args, '--', ...literal])
  return result.exitCode === 0 ? parseCommits(result.stdout.toString()) : []
}

function parseCommits(text: string): GitCommit[] {
  return text
    .split('\u0001')
    .map((record) => record.replace(/^\n/, '').split('\0'))
    .filter((fields) => fields.length === 10)
    .map(([oid = '', tree = '', parents = '', an, ae, ad, cn, ce, cd, message = '']) => ({
      oid,
      tree,
      parents: parents.split(' ').filter((parent) => parent !== ''),
      author: person(an, ae, ad),
      committer: person(cn, ce, cd),
      message: withoutLastBreaks(message),
    }))
}

function person(name = '', email = '', date = ''): GitPerson {
  return { name, email, date: new Date(date).toISOString().replace('.000', '') }
}

async function readTree(
  directory: string,
  oid: string,
  recursive: boolean,
): Promise<readonly TreeEntry[] | undefined> {
  if (!isObjectId(oid)) return undefined
  const loose = await listTree(directory, oid, recursive)
  if (loose !== undefined) return loose
  const flags = recursive ? ['-r', '-t'] : []
  const result = await tryGit(directory, ['ls-tree', '-z', '-l', ...flags, oid])
  return result.exitCode === 0 ? parseListing(result.stdout.toString()) : undefined
}

function parseListing(text: string): TreeEntry[] {
  const entries: TreeEntry[] = []
  for (const line of text.split('\0')) {
    const match = /^(\d+) (blob|tree|commit) ([0-9a-f]{40})\s+(\d+|-)\t(.*)$/s.exec(line)
    const [, mode = '', type = '', oid = '', size = '-', path = ''] = match ?? []
    if (type !== 'blob' && type !== 'tree' && type !== 'commit') continue
    entries.push({ mode, type, oid, size: size === '-' ? undefined : Number(size), path })
  }
  return entries
}

async function entryAt(
  directory: string,
  { oid, path }: { readonly oid: string; readonly path: string },
  commit: ReadCommit,
): Promise<TreeEntry | undefined> {
  const clean = path.replace(/^\/+|\/+$/g, '')
  if (clean === '') {
    const root = await commit(oid)
    return root && { mode: '040000', type: 'tree', oid: root.tree, size: undefined, path: '' }
  }
  const known = await looseEntryAt(directory, oid, clean)
  if (known !== undefined) return known.entry
  const result = await tryGit(directory, ['--literal-pathspecs', 'ls-tree', '-z', '-l', oid, '--', clean])
  return result.exitCode === 0 ? parseListing(result.stdout.toString())[0] : undefined
}

/** `cat-file tree` would take a commit for its tree. */
async function isTree(directory: string, oid: string): Promise<boolean> {
  if (!isObjectId(oid)) return false
  const header = await readLooseHeader(directory, oid)
  if (header !== undefined) return header.type === 'tree'
  const result = await tryGit(directory, ['cat-file', '-t', oid])
  return result.exitCode === 0 && result.stdout.toString().trim() === 'tree'
}

async function readBlob(directory: string, oid: string): Promise<Buffer | undefined> {
  if (!isObjectId(oid)) return undefined
  const loose = await readLoose(directory, oid)
  if (loose?.type === 'blob') return loose.content
  const result = await tryGit(directory, ['cat-file', 'blob', oid])
  return result.exitCode === 0 ? result.stdout : undefined
}
