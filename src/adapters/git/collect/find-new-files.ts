import type { Dirent } from 'node:fs'
import { lstat, readdir } from 'node:fs/promises'
import { isGitName } from '@speculate-dev/system'
import { REPORT_PATH } from '../../../ports/workspace.ts'
import { GitTimedOut, git } from '../git.ts'
import { byProductsBeside, MARKS_OF_BY_PRODUCTS } from './by-products.ts'
import { tooLargeFile } from './left-aside.ts'
import { absolute, readInside } from './read-inside.ts'
import { submoduleCommit } from './submodule-commit.ts'
import type { TrackedFiles } from './tracked-files.ts'
import { shown, Uncollectable } from './uncollectable.ts'

export interface CandidateTree {
  /** Absolute path, links resolved, of the files the agent left. */
  readonly root: string
  /** Our own repository, whose index holds the base; the candidate's `.git` is never looked at. */
  readonly gitDir: string
  readonly maxFileBytes: number
  /** What a set-up had put there before the agent came; the base tracks none of it. */
  readonly laid?: ReadonlySet<string>
  /** How long git may compare the names of one level with what the work tree ignores; 30 s where nothing is said. */
  readonly ignoreMs?: number
}

/**
 * Files and links that the base does not have and no `.gitignore` of the work tree leaves out. (A candidate can so leave out
 * new files of its own; a change to a file of the base cannot be hidden.) By-products of tools are left out and named, and so are
 * repositories that agents make in a folder of their own, such as a second work tree; nothing in them is looked at. We walk
 * ourselves, level by level, and show git only names in directories that we have seen: git would block on a fifo called
 * `.gitignore`, and look into nested repositories.
 */
export async function findNewFiles(tree: CandidateTree, tracked: TrackedFiles): Promise<NewFiles> {
  const found: string[] = []
  const leftOut: string[] = []
  const byProducts = byProductsBeside(tracked.files)
  let entriesLeft = tracked.files.size + MAX_NEW_ENTRIES
  let level = ['']
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_DEPTH)
      throw new Uncollectable('too-large', `Folders nest deeper than ${MAX_DEPTH} levels.`)
    const unknown: string[] = []
    const unnamed: string[] = []
    const directories = new Set<string>()
    for (const directory of level) {
      const entries = await list(tree.root, directory)
      if (directory !== '' && entries.some(isRepository) && !isTracked(tracked, directory)) {
        leftOut.push(`${directory}.git`)
        continue
      }
      if ((await isMarked(tree.root, directory, entries)) && !isTracked(tracked, directory)) {
        leftOut.push(directory)
        continue
      }
      for (const entry of entries) {
        if (--entriesLeft < 0) throw new Uncollectable('too-large', 'The work tree holds too many new files.')
        const path = directory + entry.name.toString('latin1')
        if (isOurs(path) || tree.laid?.has(path) || (await isSettled(tree, tracked, path, entry))) continue
        if (byProducts.has(entry.name.toString('latin1'), kindOf(entry))) {
          unnamed.push(entry.isDirectory() ? `${path}/` : path)
          continue
        }
        if (entry.isDirectory()) directories.add(path)
        unknown.push(path)
      }
    }
    const wanted = await withoutIgnored(tree, unknown)
    // Files that the project itself ignores need not be mentioned.
    leftOut.push(...(await withoutIgnored(tree, unnamed)))
    found.push(...wanted.filter((path) => !directories.has(path)))
    level = wanted.filter((path) => directories.has(path)).map((path) => `${path}/`)
  }
  return { found, leftOut: leftOut.sort() }
}

const MAX_NEW_ENTRIES = 100_000
/** Each level takes a start of git. */
const MAX_DEPTH = 200
const IGNORE_MS = 30_000

export interface NewFiles {
  readonly found: readonly string[]
  /** By-products of tools, a folder with a slash at its end, and repositories, by their `.git`: no part of the patch. */
  readonly leftOut: readonly string[]
}

function isRepository(entry: Dirent<Buffer>): boolean {
  return entry.name.toString('latin1') === '.git'
}

/** `path` is that of a `.git`. */
export function holdsRepository(path: string): Uncollectable {
  return new Uncollectable(
    'damaged-work-tree',
    `${shown(path)} belongs to a git repository inside the work tree; a patch cannot hold one.`,
  )
}

function kindOf(entry: Dirent<Buffer>): 'file' | 'folder' | 'link' {
  if (entry.isDirectory()) return 'folder'
  return entry.isSymbolicLink() ? 'link' : 'file'
}

/** Whether the folder says of itself that all of it can be made again; a file of another text under such a name says nothing. */
async function isMarked(root: string, directory: string, entries: readonly Dirent<Buffer>[]) {
  for (const entry of entries) {
    const name = entry.name.toString('latin1')
    const mark =
      entry.isFile() && Object.hasOwn(MARKS_OF_BY_PRODUCTS, name) ? MARKS_OF_BY_PRODUCTS[name] : undefined
    const text = mark && (await readInside(root, directory + name, MAX_MARK_BYTES).catch(() => undefined))
    if (text && mark?.test(text.toString('latin1'))) return true
  }
  return false
}

const MAX_MARK_BYTES = 10_000

/** Whether the base has a file in `directory`, which ends with a slash; the root always counts as held. */
function isTracked({ files }: TrackedFiles, directory: string): boolean {
  if (directory === '') return true
  for (const path of files) if (path.startsWith(directory)) return true
  return false
}

/** The candidate's git directory and its report: never part of a patch. */
export function isOurs(path: string): boolean {
  const [top] = path.split('/', 1)
  return top === '.git' || top === REPORT_PATH.split('/', 1)[0]
}

/** True when the entry need not be looked at any further, because no new file can come of it. Throws for what a patch cannot hold. */
async function isSettled(
  tree: CandidateTree,
  tracked: TrackedFiles,
  path: string,
  entry: Dirent<Buffer>,
): Promise<boolean> {
  const name = entry.name.toString('latin1')
  if (isGitName(entry.name.toString())) {
    throw holdsRepository(path)
  }
  if (name === '.gitignore' || name === '.gitattributes') await expectReadable(tree, path, entry)
  const commit = tracked.submodules.get(path)
  if (commit !== undefined) return expectUntouchedSubmodule(tree, { path, commit }, entry)
  if (entry.isDirectory()) return false
  return tracked.files.has(path) || !(entry.isFile() || entry.isSymbolicLink())
}

async function expectReadable(tree: CandidateTree, path: string, entry: Dirent<Buffer>): Promise<void> {
  if (entry.isSymbolicLink() || entry.isDirectory()) return // git does not follow the one nor read the other
  if (!entry.isFile()) throw new Uncollectable('damaged-work-tree', `${shown(path)} is not a file.`)
  const { size } = await lstat(absolute(tree.root, path))
  if (size > tree.maxFileBytes) throw tooLargeFile({ path, bytes: size, limit: tree.maxFileBytes })
}

async function expectUntouchedSubmodule(
  tree: CandidateTree,
  { path, commit }: { readonly path: string; readonly commit: string },
  entry: Dirent<Buffer>,
): Promise<true> {
  if (entry.isDirectory() && (await list(tree.root, `${path}/`)).length === 0) return true
  // A submodule that `git submodule update --init` has checked out stands at the commit that the base names: there is nothing to add.
  if (entry.isDirectory() && (await submoduleCommit(tree.root, path)) === commit) return true
  throw new Uncollectable(
    'damaged-work-tree',
    `${shown(path)} is a submodule and was changed; a patch cannot hold that.`,
  )
}

async function list(root: string, directory: string): Promise<Dirent<Buffer>[]> {
  try {
    return await readdir(absolute(root, directory), { withFileTypes: true, encoding: 'buffer' })
  } catch {
    throw new Uncollectable('damaged-work-tree', `The directory ${shown(directory)} cannot be read.`)
  }
}

async function withoutIgnored(tree: CandidateTree, paths: readonly string[]): Promise<string[]> {
  if (paths.length === 0) return []
  // A leading "./" keeps a name like ":(top)x" from being read as a pattern.
  const { stdout } = await git(['check-ignore', '-z', '--stdin', '--no-index'], {
    gitDir: tree.gitDir,
    workTree: tree.root,
    input: Buffer.from(paths.map((path) => `./${path}\0`).join(''), 'latin1'),
    answers: [0, 1],
    timeoutMs: tree.ignoreMs ?? IGNORE_MS,
  }).catch((error: unknown) => {
    // The patterns are the candidate's, and so are the names (S4).
    throw error instanceof GitTimedOut ? new Uncollectable('damaged-work-tree', TOO_SLOW) : error
  })
  const ignored = new Set(stdout.toString('latin1').split('\0'))
  return paths.filter((path) => !ignored.has(`./${path}`))
}

const TOO_SLOW = 'The patterns in .gitignore take too long to compare with the names of the files.'
