import { readlink } from 'node:fs/promises'
import { fileLimit } from '../../../domain/candidate/file-limit.ts'
import type { CollectRequest, CollectResult } from '../../../ports/workspace.ts'
import { readLaid } from '../../set-up/laid-paths.ts'
import { type Content, utf8 } from '../patch/measure-patch.ts'
import { collectedPatch, expectBounded, expectRepositoryLeft, MAX_PATCH_FILES } from './collected-patch.ts'
import { existingDirectory } from './existing-directory.ts'
import { type CandidateTree, findNewFiles, isOurs } from './find-new-files.ts'
import { type Entry, importFiles } from './import-files.ts'
import { type LargeFile, type LeftAside, tooLargeFile } from './left-aside.ts'
import { nothingLeft } from './nothing-left.ts'
import { absolute, lookInside } from './read-inside.ts'
import { readReport } from './read-report.ts'
import { changedTrackedFiles, trackedFiles } from './tracked-files.ts'
import { Uncollectable } from './uncollectable.ts'
import { withoutLfsContent } from './without-lfs-content.ts'

/**
 * Turns the files an agent left into a commit in `gitDir`, our own repository with the base in its index. Nothing is made of
 * the candidate's `.git`, so it does not matter what became of it; fifos, sockets and devices count as absent.
 */
export async function collect(gitDir: string, request: CollectRequest): Promise<CollectResult> {
  try {
    const root = await existingDirectory(request.workTree.path)
    const { maxFileBytes } = request
    const laid = await readLaid(gitDir)
    const { entries, ...aside } = await changedEntries({ root, gitDir, maxFileBytes, laid })
    if (entries.length === 0) throw await nothingLeft(root, aside)
    const commit = await importFiles({ ...request, gitDir, root, entries })
    const contents = await contentsOf(root, entries)
    const report = await readReport(root)
    return await collectedPatch({ gitDir, base: request.base, commit, contents }, { report, ...aside })
  } catch (error) {
    if (!(error instanceof Uncollectable)) throw error
    return { kind: 'failure', failure: error.failure, detail: error.message }
  }
}

async function changedEntries(tree: CandidateTree): Promise<ChangedEntries> {
  const tracked = await trackedFiles(tree.gitDir)
  // The walk comes first: it makes sure that what git opens by name is a file.
  const { found: added, leftOut } = await findNewFiles(tree, tracked)
  const different = (await changedTrackedFiles(tree.gitDir, tree.root)).filter((path) => !isOurs(path))
  const mayHavePointers = [...tracked.files].some((path) => path.endsWith('.gitattributes'))
  const changed = mayHavePointers ? await withoutLfsContent({ ...tree, paths: different }) : different
  if (added.length + changed.length > MAX_PATCH_FILES) {
    throw new Uncollectable('too-large', `${added.length + changed.length} files were changed.`)
  }
  const entries: Entry[] = []
  const tooLarge: LargeFile[] = []
  const seen = new Map<string, boolean>()
  for (const path of [...changed, ...added].sort()) {
    const entry = await entryAt(tree, path, seen)
    const limit = fileLimit(path, tree.maxFileBytes)
    if (entry.kind !== 'file' || entry.bytes <= limit) entries.push(entry)
    else if (tracked.files.has(path)) throw tooLargeFile({ path, bytes: entry.bytes, limit })
    else tooLarge.push({ path, bytes: entry.bytes, limit })
  }
  expectRepositoryLeft(entries, tracked.files.size)
  expectBounded(entries)
  return { entries, leftOut, tooLarge }
}

interface ChangedEntries extends LeftAside {
  readonly entries: readonly Entry[]
}

async function entryAt(tree: CandidateTree, path: string, seen: Map<string, boolean>): Promise<Entry> {
  utf8(path)
  const stats = await lookInside(tree.root, path, seen)
  if (stats?.isSymbolicLink()) return { kind: 'link', path, mode: '120000', bytes: stats.size }
  if (!stats?.isFile()) return { kind: 'deleted', path }
  const mode = (stats.mode & 0o100) === 0 ? '100644' : '100755'
  return { kind: 'file', path, mode, bytes: stats.size }
}

async function contentsOf(root: string, entries: readonly Entry[]): Promise<Map<string, Content>> {
  const contents = new Map<string, Content>()
  for (const entry of entries) {
    if (entry.kind === 'file') contents.set(entry.path, { bytes: entry.bytes })
    if (entry.kind === 'link') {
      const target = await readlink(absolute(root, entry.path), { encoding: 'latin1' })
      contents.set(entry.path, { bytes: target.length, linkTarget: utf8(target) })
    }
  }
  return contents
}
