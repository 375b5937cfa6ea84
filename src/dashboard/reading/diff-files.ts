/** What a patch changes. */
export interface ShownDiff {
  readonly files: readonly DiffFile[]
  /** How many more files there are. */
  readonly more: number
}

/** What a patch changes in one file. Foreign text, all of it. */
export interface DiffFile {
  readonly path: string
  readonly lines: readonly DiffLine[]
  /** How many more lines there are. */
  readonly more: number
}

interface DiffLine {
  readonly kind: 'added' | 'removed' | 'same' | 'hunk'
  readonly text: string
}

/** Nobody reads more than this of one file, and the page must stay small enough to load. */
const MAX_LINES = 600
const MAX_FILES = 60

/** Of the output of `git diff`, file by file. */
export function diffFiles(diff: string): ShownDiff {
  const parts = diff.split(/^(?=diff --git )/m).filter((part) => part.startsWith('diff --git '))
  return { files: parts.slice(0, MAX_FILES).map(fileOf), more: Math.max(0, parts.length - MAX_FILES) }
}

function fileOf(part: string): DiffFile {
  const lines = part.replace(/\n$/, '').split('\n')
  const first = lines.findIndex((line) => line.startsWith('@@'))
  const header = first < 0 ? lines : lines.slice(0, first)
  const changes = first < 0 ? header.slice(1) : lines.slice(first)
  return {
    path: pathIn(header),
    lines: changes.slice(0, MAX_LINES).map((text) => (first < 0 ? { kind: 'hunk', text } : lineOf(text))),
    more: Math.max(0, changes.length - MAX_LINES),
  }
}

function lineOf(line: string): DiffLine {
  if (line.startsWith('+')) return { kind: 'added', text: line }
  if (line.startsWith('-')) return { kind: 'removed', text: line }
  return { kind: /^@@|^\\/.test(line) ? 'hunk' : 'same', text: line }
}

/** The name of now, else the one that is gone. A name that git quotes stays quoted. */
function pathIn(header: readonly string[]): string {
  const after = (mark: string) =>
    header
      .find((line) => line.startsWith(mark))
      ?.slice(mark.length)
      .replace(/^("?)[ab]\//, '$1')
  const named = [after('+++ '), after('--- ')].find((path) => path !== undefined && path !== '/dev/null')
  return named ?? after('rename to ') ?? header[0]?.replace(/^diff --git .* ("?)b\//, '$1') ?? ''
}
