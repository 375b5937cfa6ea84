import type { PatchContents } from '../../../ports/analysis.ts'
import { git } from '../git.ts'

export interface ContentsRequest {
  readonly gitDir: string
  readonly base: string
  readonly commit: string
}

/**
 * Both sides of a patch, read from the objects of our own repository and never from a work tree. The files that the patch
 * changes are fetched together on first use, three processes for any number of them; larger ones than `MAX_FILE_BYTES`, and
 * what exceeds `MAX_TOTAL_BYTES` together, read as undefined.
 */
export function patchContents({ gitDir, base, commit }: ContentsRequest): PatchContents {
  let changed: Promise<ChangedTexts> | undefined
  const load = () => {
    changed ??= loadChanged({ gitDir, base, commit })
    return changed
  }
  return {
    before: async (path) => (await load()).before.get(path) ?? readAt({ gitDir, commit: base }, path),
    after: async (path) => (await load()).after.get(path) ?? readAt({ gitDir, commit }, path),
    hadFolder: (path) => hasFolder({ gitDir, commit: base }, path),
    naming: (word) => filesNaming({ gitDir, commit }, word),
    async diff() {
      const { stdout } = await git(
        ['diff-tree', '-r', '-p', ...NEUTRAL, '--full-index', '--no-renames', base, commit],
        { gitDir, maxOutputBytes: MAX_DIFF_BYTES },
      )
      return stdout
    },
  }
}

const MAX_FILE_BYTES = 4_000_000
const MAX_TOTAL_BYTES = 100_000_000
/** Both sides of the biggest patch that is collected, and their line prefixes. */
const MAX_DIFF_BYTES = 400_000_000

/** Through all files of a large repository. */
const MAX_SEARCH_MS = 10_000

/** The defaults of git-diff-tree(1), given explicitly so that the same two trees give the same bytes on every machine. */
const NEUTRAL = [
  '--no-ext-diff',
  '--no-textconv',
  '--no-color',
  '--unified=3',
  '--diff-algorithm=myers',
  '--no-indent-heuristic',
  // Lines of which only the ending changes are counted separately; see `measure-patch.ts`.
  '--ignore-cr-at-eol',
  '--src-prefix=a/',
  '--dst-prefix=b/',
]

interface ChangedTexts {
  readonly before: ReadonlyMap<string, Uint8Array>
  readonly after: ReadonlyMap<string, Uint8Array>
}

async function loadChanged({ gitDir, base, commit }: ContentsRequest): Promise<ChangedTexts> {
  const args = ['diff-tree', '-r', '-z', '--raw', '--no-renames', '--no-abbrev', base, commit]
  const { stdout } = await git(args, { gitDir })
  const before = new Map<string, string>()
  const after = new Map<string, string>()
  const fields = stdout.toString('utf8').split('\0').values()
  for (const field of fields) {
    const path = fields.next().value
    const [oldMode = '', newMode = '', oldId = '', newId = ''] = field.slice(1).split(' ')
    if (path === undefined) break
    if (isRegular(oldMode)) before.set(path, oldId)
    if (isRegular(newMode)) after.set(path, newId)
  }
  const blobs = await readBlobs(gitDir, [...before.values(), ...after.values()])
  return { before: contentByPath(before, blobs), after: contentByPath(after, blobs) }
}

function contentByPath(ids: ReadonlyMap<string, string>, blobs: ReadonlyMap<string, Uint8Array>) {
  const contents = new Map<string, Uint8Array>()
  for (const [path, id] of ids) {
    const blob = blobs.get(id)
    if (blob) contents.set(path, blob)
  }
  return contents
}

/** A link's blob is its target and a submodule has none: neither is the file it stands for. */
function isRegular(mode: string): boolean {
  return mode === '100644' || mode === '100755'
}

async function readBlobs(gitDir: string, wanted: readonly string[]): Promise<Map<string, Uint8Array>> {
  const ids = [...new Set(wanted)]
  if (ids.length === 0) return new Map()
  const checked = await git(['cat-file', '--batch-check=%(objectname) %(objectsize)'], {
    gitDir,
    input: lines(ids),
  })
  let total = 0
  const small: string[] = []
  for (const line of checked.stdout.toString('latin1').split('\n')) {
    const [id = '', size = ''] = line.split(' ')
    // For a missing object git prints a word where the size would be.
    if (!(Number(size) <= MAX_FILE_BYTES) || id === '' || total + Number(size) > MAX_TOTAL_BYTES) continue
    total += Number(size)
    small.push(id)
  }
  if (small.length === 0) return new Map()
  const { stdout } = await git(['cat-file', '--batch=%(objectname) %(objectsize)'], {
    gitDir,
    input: lines(small),
    maxOutputBytes: 2 * MAX_TOTAL_BYTES,
  })
  return parseBatch(stdout)
}

function lines(ids: readonly string[]): string {
  return `${ids.join('\n')}\n`
}

/** `ID SIZE\nCONTENT\n` over and over (git-cat-file(1), "batch output"). */
function parseBatch(output: Buffer): Map<string, Uint8Array> {
  const blobs = new Map<string, Uint8Array>()
  let at = 0
  while (at < output.length) {
    const end = output.indexOf(0x0a, at)
    const [id = '', size = ''] = output.toString('latin1', at, end).split(' ')
    blobs.set(id, output.subarray(end + 1, end + 1 + Number(size)))
    at = end + 1 + Number(size) + 1
  }
  return blobs
}

async function hasFolder(side: { gitDir: string; commit: string }, path: string): Promise<boolean> {
  const { gitDir, commit } = side
  const { stdout } = await git(['--literal-pathspecs', 'ls-tree', '-z', commit, '--', path], { gitDir })
  return stdout.toString('latin1').startsWith('040000 ')
}

/** `COMMIT:PATH` for each file that holds the word; to find none is an answer as well (git-grep(1)). */
async function filesNaming(side: { gitDir: string; commit: string }, word: string): Promise<string[]> {
  const { gitDir, commit } = side
  const how = ['-l', '-z', '-F', '-w', '--full-name', '--no-textconv', '--no-recurse-submodules']
  const { stdout } = await git(['grep', ...how, '-e', word, commit], {
    gitDir,
    answers: [0, 1],
    timeoutMs: MAX_SEARCH_MS,
  })
  const paths = stdout.toString('utf8').split('\0')
  return paths.filter((one) => one !== '').map((one) => one.slice(commit.length + 1))
}

/** Any other path of one side. */
async function readAt(
  side: { gitDir: string; commit: string },
  path: string,
): Promise<Uint8Array | undefined> {
  const { gitDir, commit } = side
  if (path === '' || path.endsWith('/')) return undefined
  const { stdout } = await git(['--literal-pathspecs', 'ls-tree', '-z', commit, '--', path], { gitDir })
  const [mode = '', , id = ''] = stdout.toString('latin1').split('\t')[0]?.split(' ') ?? []
  return isRegular(mode) ? (await readBlobs(gitDir, [id])).get(id) : undefined
}
