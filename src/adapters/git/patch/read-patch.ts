import { withoutUndefined } from '../../../domain/without-undefined.ts'
import type { Workspace } from '../../../ports/workspace.ts'
import { Uncollectable } from '../collect/uncollectable.ts'
import { git, gitLine } from '../git.ts'
import { type Content, measurePatch, utf8 } from './measure-patch.ts'
import { patchContents } from './patch-contents.ts'

export interface ReadPatch {
  /** A repository of ours that holds all three. */
  readonly gitDir: string
  readonly base: string
  readonly tip: string
  readonly commit: string
}

const MAX_PATCH_FILES = 10_000
const MAX_PATCH_BYTES = 100_000_000
const MAX_LINK_BYTES = 4_096

/** See `Workspace.readPatch`. */
export async function readPatch(request: ReadPatch): Promise<Awaited<ReturnType<Workspace['readPatch']>>> {
  const { gitDir, commit } = request
  try {
    const base = await partingOf(request)
    await expectSameRules(request, base)
    const contents = await contentsOf({ gitDir, base, commit })
    const patch = await measurePatch({ gitDir, base, commit, contents })
    return { kind: 'patch', patch, contents: patchContents({ gitDir, base, commit }) }
  } catch (error) {
    if (!(error instanceof Uncollectable)) throw error
    return { kind: 'failure', failure: 'not-one-patch', detail: error.message }
  }
}

/**
 * There must be one merge base: with two of them, what is unchanged against one can be a change against the other, and whoever wrote
 * the history could hide it there.
 */
async function partingOf({ gitDir, tip, commit }: ReadPatch): Promise<string> {
  const { stdout } = await git(['merge-base', '--all', tip, commit], { gitDir, answers: [0, 1] })
  const [base, ...others] = stdout.toString('latin1').split('\n').filter(Boolean)
  if (base === undefined) throw unfit('It has no commit in common with the base branch.')
  if (others.length > 0) throw unfit('It parts from the base branch in more than one place: rebase it.')
  return base
}

/** What runs and requires checks: a check that passed under other rules proves nothing here. */
const RULES = '.github'

async function expectSameRules({ gitDir, base }: ReadPatch, parting: string): Promise<void> {
  if (parting === base) return
  const [theirs, ours] = await Promise.all([parting, base].map((commit) => treeAt(gitDir, commit)))
  if (theirs === ours) return
  throw unfit(
    `It parts from the base branch where ${RULES} holds something else than in this run: rebase it.`,
  )
}

/** Empty where there is no such folder. */
async function treeAt(gitDir: string, commit: string): Promise<string> {
  return gitLine(['ls-tree', '-d', '--format=%(objectname)', commit, '--', RULES], { gitDir })
}

/** Sizes of the files on the new side, and where its links point. */
async function contentsOf({ gitDir, base, commit }: Omit<ReadPatch, 'tip'>): Promise<Map<string, Content>> {
  const args = ['diff-tree', '-r', '-z', '--raw', '--no-renames', '--no-abbrev', base, commit]
  const { stdout } = await git(args, { gitDir })
  const changes = parse(stdout.toString('latin1'))
  if (changes.length > MAX_PATCH_FILES) throw unfit(`It changes ${changes.length} files.`)
  const blobs = changes.filter(({ mode }) => mode !== DELETED && mode !== SUBMODULE)
  const sizes = await sizesOf(gitDir, [...new Set(blobs.map(({ id }) => id))])
  const contents = new Map<string, Content>()
  let total = 0
  for (const { path, mode, id } of blobs) {
    const bytes = sizes.get(id) ?? 0
    total += bytes
    if (total > MAX_PATCH_BYTES) throw unfit(`The changed files have more than ${MAX_PATCH_BYTES} bytes.`)
    const linkTarget = mode === LINK ? await linkTargetOf(gitDir, id, bytes) : undefined
    contents.set(path, { bytes, ...withoutUndefined({ linkTarget }) })
  }
  return contents
}

const DELETED = '000000'
const LINK = '120000'
const SUBMODULE = '160000'

interface ChangedEntry {
  /** One character per byte. */
  readonly path: string
  readonly mode: string
  readonly id: string
}

/** `:OLDMODE NEWMODE OLDID NEWID STATUS NUL PATH NUL` over and over (git-diff-tree(1)). */
function parse(output: string): ChangedEntry[] {
  const fields = output.split('\0')
  const changes: ChangedEntry[] = []
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const [, mode = '', , id = ''] = (fields[at] ?? '').split(' ')
    changes.push({ path: fields[at + 1] ?? '', mode, id })
  }
  return changes
}

async function sizesOf(gitDir: string, ids: readonly string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map()
  const input = `${ids.join('\n')}\n`
  const { stdout } = await git(['cat-file', '--batch-check=%(objectname) %(objectsize)'], { gitDir, input })
  return new Map(
    stdout
      .toString('latin1')
      .split('\n')
      .filter(Boolean)
      .map((line) => {
        const [id = '', size = ''] = line.split(' ')
        if (!/^\d+$/.test(size)) throw new Error(`object ${id} is missing`)
        return [id, Number(size)]
      }),
  )
}

async function linkTargetOf(gitDir: string, id: string, bytes: number): Promise<string> {
  if (bytes > MAX_LINK_BYTES) throw unfit(`It holds a symbolic link of ${bytes} bytes.`)
  const { stdout } = await git(['cat-file', 'blob', id], { gitDir })
  return utf8(stdout.toString('latin1'))
}

function unfit(detail: string): Uncollectable {
  return new Uncollectable('not-one-patch', detail)
}
