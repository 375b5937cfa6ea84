import type { FileChange, Patch } from '../../../domain/candidate/patch.ts'
import { withoutUndefined } from '../../../domain/without-undefined.ts'
import { shown, Uncollectable } from '../collect/uncollectable.ts'
import { git, gitLine } from '../git.ts'

/** What only the import knows of a path's new content. */
export interface Content {
  readonly bytes: number
  readonly linkTarget?: string
}

export interface MeasureRequest {
  readonly gitDir: string
  readonly base: string
  readonly commit: string
  /** By path, one character per byte. */
  readonly contents: ReadonlyMap<string, Content>
}

/** Measures a commit against its base from their trees. Throws `Uncollectable` for names that are not UTF-8. */
export async function measurePatch(request: MeasureRequest): Promise<Patch> {
  const { gitDir, base, commit, contents } = request
  const compare = async (...options: readonly string[]) => {
    const args = ['diff-tree', '-r', '-M', '-z', '--raw', '--numstat', '--no-ext-diff', '--no-textconv']
    const { stdout } = await git([...args, ...options, base, commit], { gitDir })
    return parse(stdout.toString('latin1').split('\0'))
  }
  const { changes, counts } = await compare()
  const written = new Map(
    (await compare('--ignore-cr-at-eol')).counts.map((count) => [count.path, count] as const),
  )
  const files = changes.map(({ path, previousPath, status, mode }, index): FileChange => {
    const content = contents.get(path)
    return {
      path: utf8(path),
      ...withoutUndefined({ previousPath: previousPath === undefined ? undefined : utf8(previousPath) }),
      status,
      mode,
      ...withoutUndefined({ linkTarget: content?.linkTarget }),
      ...sizeOf(counts[index], written.get(path)),
      bytes: content?.bytes ?? 0,
    }
  })
  return {
    base,
    commit,
    tree: await gitLine(['rev-parse', '--verify', `${commit}^{tree}`], { gitDir }),
    files,
    insertions: files.reduce((sum, file) => sum + file.insertions, 0),
    deletions: files.reduce((sum, file) => sum + file.deletions, 0),
  }
}

interface Change {
  readonly path: string
  readonly previousPath: string | undefined
  readonly status: FileChange['status']
  readonly mode: string
}

interface Counts extends Pick<FileChange, 'insertions' | 'deletions' | 'binary'> {
  readonly path: string
}

type Size = Pick<FileChange, 'insertions' | 'deletions' | 'lineEndings' | 'binary'>

/** Lines whose ending alone changes are counted apart: git does not name a file in which no other line changes. */
function sizeOf(all: Counts | undefined, written: Counts | undefined): Size {
  const { insertions = 0, deletions = 0 } = written ?? {}
  const endings = Math.max(0, (all?.insertions ?? 0) - insertions)
  return {
    insertions,
    deletions,
    ...(endings > 0 && { lineEndings: endings }),
    binary: all?.binary ?? false,
  }
}

/** Fields of `--raw --numstat -z`: first every raw record, then every count, both in the same order (git-diff-tree(1)). */
function parse(fields: readonly string[]): { changes: Change[]; counts: Counts[] } {
  const changes: Change[] = []
  const counts: Counts[] = []
  const rest = fields.values()
  const take = () => rest.next().value ?? ''
  for (const field of rest) {
    if (field.startsWith(':')) changes.push(parseChange(field, take))
    else if (field !== '') counts.push(parseCounts(field, take))
  }
  return { changes, counts }
}

function parseChange(field: string, take: () => string): Change {
  const [, mode = '', , , letter = ''] = field.split(' ')
  const status = STATUS[letter.charAt(0)]
  if (status === undefined) throw new Error(`git diff-tree answered an unknown status: ${letter}`)
  const first = take()
  if (status !== 'renamed' && status !== 'copied')
    return { path: first, previousPath: undefined, status, mode }
  return { path: take(), previousPath: first, status, mode }
}

function parseCounts(field: string, take: () => string): Counts {
  const [insertions = '', deletions = '', ...rest] = field.split('\t')
  const name = rest.join('\t')
  // Of a rename both names follow, the new one last.
  if (name === '') take()
  const path = name === '' ? take() : name
  const binary = insertions === '-'
  const lines = (text: string) => (binary ? 0 : Number(text))
  return { path, insertions: lines(insertions), deletions: lines(deletions), binary }
}

const STATUS: Readonly<Record<string, FileChange['status']>> = {
  A: 'added',
  M: 'modified',
  D: 'deleted',
  R: 'renamed',
  C: 'copied',
  T: 'type-changed',
}

/** The guards compare names as text, so a name must be text. */
export function utf8(path: string): string {
  const text = Buffer.from(path, 'latin1').toString('utf8')
  if (Buffer.from(text, 'utf8').toString('latin1') === path) return text
  throw new Uncollectable('damaged-work-tree', `The name ${shown(path)} is not valid UTF-8.`)
}
