import { isGitName } from '@speculate-dev/system'
import { AttemptReport } from '../../../domain/candidate/attempt.ts'
import { fileLimit } from '../../../domain/candidate/file-limit.ts'
import type { GitRemote } from '../../../ports/forge.ts'
import { type CollectCommitRequest, type CollectResult, REPORT_PATH } from '../../../ports/workspace.ts'
import { git } from '../git.ts'
import type { Content } from '../patch/measure-patch.ts'
import { utf8 } from '../patch/measure-patch.ts'
import { type ByProducts, byProductIn, byProductsBeside } from './by-products.ts'
import { collectedPatch, expectBounded, expectRepositoryLeft, noChanges } from './collected-patch.ts'
import { isOurs } from './find-new-files.ts'
import { change, importCommit } from './import-commit.ts'
import { tooLargeFile } from './left-aside.ts'
import { MAX_REPORT_BYTES, parseReport, without } from './read-report.ts'
import { shown, Uncollectable } from './uncollectable.ts'

/**
 * Turns what somebody pushed into a commit of ours on the base, in `gitDir`, a repository that has the base. Only objects are read,
 * nothing is checked out: the files of the pushed commit count, and neither its message nor what it stands on.
 */
export async function collectCommit(gitDir: string, request: CollectCommitRequest): Promise<CollectResult> {
  const { base, commit: pushed, remote } = request
  try {
    if (pushed === base) throw noChanges()
    await fetchCommit(gitDir, remote, pushed)
    const { entries, leftOut } = await changedEntries(gitDir, request)
    if (entries.length === 0) throw noChanges()
    if (entries.every(({ kind }) => kind === 'deleted')) {
      expectRepositoryLeft(entries, (await filesOf(gitDir, base)).length)
    }
    expectBounded(entries)
    const contents = await contentsOf(gitDir, entries)
    const commit = await importCommit(gitDir, request, changes(entries))
    const report = await reportAt(gitDir, pushed)
    return await collectedPatch({ gitDir, base, commit, contents }, { report, leftOut, tooLarge: [] })
  } catch (error) {
    if (!(error instanceof Uncollectable)) throw error
    return { kind: 'failure', failure: error.failure, detail: error.message }
  }
}

/**
 * Without its history, which may be anything. What a tree of git never holds (`..`, `.git`) is refused on arrival; how much may arrive is
 * the forge's own limit for pushes.
 */
async function fetchCommit(gitDir: string, remote: GitRemote, commit: string): Promise<void> {
  const options = ['--quiet', '--no-tags', '--no-write-fetch-head', '--depth=1', '--force']
  await git(
    ['-c', 'fetch.fsckObjects=true', 'fetch', ...options, '--', remote.url, `${commit}:refs/pushed/head`],
    { gitDir, remote, timeoutMs: 10 * 60_000 },
  )
}

type Entry =
  | { readonly kind: 'deleted'; readonly path: string }
  | {
      readonly kind: 'object'
      readonly path: string
      readonly mode: string
      readonly id: string
      readonly bytes: number
    }

const SUBMODULE = '160000'
const LINK = '120000'

async function changedEntries(
  gitDir: string,
  { base, commit, maxFileBytes }: CollectCommitRequest,
): Promise<{ entries: Entry[]; leftOut: readonly string[] }> {
  const raw = ['diff-tree', '-r', '-z', '--raw', '--no-renames', '--no-abbrev']
  const { stdout } = await git([...raw, base, commit], { gitDir })
  const fields = stdout.toString('latin1').split('\0').values()
  const all: Found[] = []
  for (const field of fields) {
    const path = fields.next().value
    if (path === undefined) break
    const [before = '', mode = '', , id = ''] = field.split(' ')
    if (isOurs(path)) continue
    expectName(path)
    all.push({ path, mode, id, isNew: before === ':000000' })
  }
  const { found, leftOut } = await withoutByProducts(gitDir, base, all)
  const blobs = found.filter(({ mode }) => mode !== '000000' && mode !== SUBMODULE).map(({ id }) => id)
  const sizes = await sizesOf(gitDir, blobs)
  const entries = found.map(({ path, mode, id }): Entry => {
    if (mode === '000000') return { kind: 'deleted', path }
    const bytes = sizes.get(id) ?? 0
    const limit = fileLimit(path, maxFileBytes)
    if (bytes > limit) throw tooLargeFile({ path, bytes, limit })
    return { kind: 'object', path, mode, id, bytes }
  })
  return { entries, leftOut }
}

interface Found {
  readonly path: string
  readonly mode: string
  readonly id: string
  readonly isNew: boolean
}

/** By-products of tools are left out as from a work tree, because a workflow may commit everything that lies there. */
async function withoutByProducts(gitDir: string, base: string, all: readonly Found[]) {
  const rootOf = ({ path, mode, isNew }: Found, byProducts: ByProducts) =>
    isNew ? byProductIn({ path, isLink: mode === LINK }, byProducts) : undefined
  const isSuspect = (one: Found) => rootOf(one, byProductsBeside([])) !== undefined
  const byProducts = byProductsBeside(all.some(isSuspect) ? await filesOf(gitDir, base) : [])
  const leftOut = new Set<string>()
  const found = all.filter((one) => {
    const root = rootOf(one, byProducts)
    if (root !== undefined) leftOut.add(root)
    return root === undefined
  })
  return { found, leftOut: [...leftOut].sort() }
}

function expectName(path: string): void {
  if (!utf8(path).split('/').some(isGitName)) return
  throw new Uncollectable(
    'damaged-work-tree',
    `${shown(path)} belongs to a git repository inside the repository; a patch cannot hold one.`,
  )
}

async function sizesOf(gitDir: string, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (ids.length === 0) return new Map()
  const { stdout } = await git(['cat-file', '--batch-check=%(objectname) %(objectsize)'], {
    gitDir,
    input: `${ids.join('\n')}\n`,
  })
  const lines = stdout.toString('latin1').trim().split('\n')
  return new Map(
    lines.map((line) => {
      const [id = '', size = ''] = line.split(' ')
      // git prints a word instead of a size for an object that has not come along.
      if (!/^\d+$/.test(size)) throw new Uncollectable('damaged-work-tree', `The object ${id} is missing.`)
      return [id, Number(size)]
    }),
  )
}

async function filesOf(gitDir: string, commit: string): Promise<readonly string[]> {
  const { stdout } = await git(['ls-tree', '-r', '-z', '--name-only', commit], { gitDir })
  return stdout.toString('latin1').split('\0').slice(0, -1)
}

/** Longer than any path that a system takes (PATH_MAX). */
const MAX_TARGET_BYTES = 4_096

async function contentsOf(gitDir: string, entries: readonly Entry[]): Promise<Map<string, Content>> {
  const contents = new Map<string, Content>()
  for (const entry of entries) {
    if (entry.kind === 'deleted') continue
    const { path, mode, id, bytes } = entry
    if (mode !== LINK) {
      contents.set(path, { bytes })
      continue
    }
    if (bytes > MAX_TARGET_BYTES) throw tooLargeFile({ path, bytes, limit: MAX_TARGET_BYTES })
    const { stdout } = await git(['cat-file', 'blob', id], { gitDir })
    contents.set(path, { bytes, linkTarget: utf8(stdout.toString('latin1')) })
  }
  return contents
}

function* changes(entries: readonly Entry[]): Generator<Buffer> {
  // Deletions first: a file may have become a directory, or the other way round.
  for (const entry of entries) if (entry.kind === 'deleted') yield change('D', entry.path)
  for (const entry of entries)
    if (entry.kind === 'object') yield change(`M ${entry.mode} ${entry.id}`, entry.path)
}

/** The agent's report on its own work, as the pushed commit holds it. */
async function reportAt(gitDir: string, commit: string): Promise<AttemptReport> {
  const args = ['--literal-pathspecs', 'ls-tree', '-z', '--full-tree', commit, '--', REPORT_PATH]
  const { stdout } = await git(args, { gitDir })
  const [mode = '', type = '', id = ''] = stdout.toString('latin1').split('\t')[0]?.split(' ') ?? []
  if (id === '') return AttemptReport.parse({})
  if (type !== 'blob' || mode === LINK) return without('it is not a regular file')
  const size = (await sizesOf(gitDir, [id])).get(id) ?? 0
  if (size > MAX_REPORT_BYTES) return without(`it is larger than ${MAX_REPORT_BYTES / 1024} KB`)
  return parseReport((await git(['cat-file', 'blob', id], { gitDir })).stdout)
}
