import type { ChangedFile } from '../git/bare-repository.ts'

export interface DiffFile {
  readonly path: string
  readonly previousPath: string | undefined
  readonly status: string
  readonly additions: number
  readonly deletions: number
  readonly lines: readonly DiffLine[] | undefined
  readonly cut: boolean
}

interface DiffLine {
  readonly kind: 'added' | 'removed' | 'same' | 'hunk'
  readonly before: number | undefined
  readonly after: number | undefined
  readonly text: string
}

/** Nobody reads more than this, and the page must stay small enough to load. */
const MAX_LINES = 2_000

/** The changed files of a pull request or commit as rows of a table. */
export function diffFiles(files: readonly ChangedFile[]): DiffFile[] {
  return files.map(({ path, previousPath, status, additions, deletions, patch }) => {
    const lines = patch === undefined ? undefined : diffLines(patch)
    const cut = (lines?.length ?? 0) > MAX_LINES
    return { path, previousPath, status, additions, deletions, lines: lines?.slice(0, MAX_LINES), cut }
  })
}

function diffLines(patch: string): DiffLine[] {
  let [before, after] = [0, 0]
  const lines = patch
    .replace(/\n$/, '')
    .split('\n')
    .slice(0, MAX_LINES + 1)
  return lines.map((line): DiffLine => {
    const hunk = /^@@ -(\d+)(?:,\d+)? \+(\d+)/.exec(line)
    if (hunk) {
      before = Number(hunk[1])
      after = Number(hunk[2])
      return { kind: 'hunk', before: undefined, after: undefined, text: line }
    }
    const text = line.slice(1)
    if (line.startsWith('+')) return { kind: 'added', before: undefined, after: after++, text }
    if (line.startsWith('-')) return { kind: 'removed', before: before++, after: undefined, text }
    if (line.startsWith('\\')) return { kind: 'hunk', before: undefined, after: undefined, text: line }
    return { kind: 'same', before: before++, after: after++, text }
  })
}
