import { sha256 } from '../../../domain/sha256.ts'
import { git } from '../git.ts'
import { lookInside, readInside } from './read-inside.ts'

/** As Git LFS writes a pointer (github.com/git-lfs/git-lfs, docs/spec.md). */
const POINTER =
  /^version https:\/\/git-lfs\.github\.com\/spec\/v1\n(?:[\w.-]+ [^\n]*\n)*?oid sha256:([0-9a-f]{64})\nsize (\d{1,15})\n/

/** A pointer is shorter than this, by its specification. */
const MAX_POINTER_BYTES = 1_024
/** What an agent has downloaded in place of a pointer; a longer file counts as changed. */
const MAX_CONTENT_BYTES = 200_000_000

interface Changed {
  readonly gitDir: string
  readonly root: string
  /** Paths of the base whose files look different, one character per byte. */
  readonly paths: readonly string[]
}

/**
 * The same paths without those where the base has a pointer of Git LFS and the work tree the very content that it names: somebody has
 * downloaded it, and nothing is changed.
 */
export async function withoutLfsContent(changed: Changed): Promise<readonly string[]> {
  const pointers = await pointersAt(changed)
  const left: string[] = []
  for (const path of changed.paths) {
    const pointer = pointers.get(path)
    if (pointer === undefined || !(await isContent(changed.root, path, pointer))) left.push(path)
  }
  return left
}

interface Pointer {
  readonly oid: string
  readonly bytes: number
}

async function pointersAt({ gitDir, paths }: Changed): Promise<ReadonlyMap<string, Pointer>> {
  const found = new Map<string, Pointer>()
  for (const { path, id } of await smallBlobs(gitDir, paths)) {
    const { stdout } = await git(['cat-file', 'blob', id], { gitDir })
    const [, oid, bytes] = POINTER.exec(stdout.toString('latin1')) ?? []
    if (oid !== undefined) found.set(path, { oid, bytes: Number(bytes) })
  }
  return found
}

/** Only these are read, and only of paths that git can name in a line. */
async function smallBlobs(gitDir: string, paths: readonly string[]) {
  const named = paths.filter((path) => !path.includes('\n'))
  if (named.length === 0) return []
  const { stdout } = await git(['cat-file', '--batch-check=%(objectname) %(objecttype) %(objectsize)'], {
    gitDir,
    input: Buffer.from(named.map((path) => `:${path}\n`).join(''), 'latin1'),
  })
  const lines = stdout.toString('latin1').trimEnd().split('\n')
  return named.flatMap((path, index) => {
    const [, id, size] = /^([0-9a-f]+) blob (\d+)$/.exec(lines[index] ?? '') ?? []
    const isSmall = Number(size) > 100 && Number(size) < MAX_POINTER_BYTES
    return id !== undefined && isSmall ? [{ path, id }] : []
  })
}

async function isContent(root: string, path: string, { oid, bytes }: Pointer): Promise<boolean> {
  const stats = await lookInside(root, path)
  if (!stats?.isFile() || stats.size !== bytes || bytes > MAX_CONTENT_BYTES) return false
  const content = await readInside(root, path, bytes).catch(() => undefined)
  return content !== undefined && sha256(content) === oid
}
