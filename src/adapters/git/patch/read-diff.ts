import type { Diff, LineRange } from '../../../domain/judgement/review.ts'
import { git } from '../git.ts'

interface DiffRequest {
  /** A repository of ours that holds both commits. */
  readonly gitDir: string
  readonly base: string
  readonly commit: string
  /** Of the text; more is cut at the end of a line. */
  readonly maxBytes: number
}

/** The unified diff between two commits. No attribute or configuration of the repository changes how it looks. */
export async function readDiff({ gitDir, base, commit, maxBytes }: DiffRequest): Promise<Diff> {
  const { stdout } = await git(
    [
      'diff',
      '--no-color',
      '--no-ext-diff',
      '--no-textconv',
      '--find-renames',
      '--unified=3',
      base,
      commit,
      '--',
    ],
    { gitDir, maxOutputBytes: MAX_DIFF_BYTES },
  )
  const whole = stdout.toString('utf8')
  const isCut = stdout.length > maxBytes
  const shown = isCut
    ? stdout
        .subarray(0, maxBytes)
        .toString('utf8')
        .replace(/[^\n]*$/, '')
    : whole
  return { text: shown, isCut, lines: commentableLines(whole) }
}

/** A patch is limited long before this. */
const MAX_DIFF_BYTES = 200_000_000

/** GitHub takes a comment on any line that the diff shows of the new side. */
function commentableLines(diff: string): ReadonlyMap<string, readonly LineRange[]> {
  const lines = new Map<string, LineRange[]>()
  let path: string | undefined
  let rest = { old: 0, new: 0 }
  for (const line of diff.split('\n')) {
    // Inside a hunk a line may look like a header; how many lines it has is said at its beginning.
    if (rest.old > 0 || rest.new > 0) {
      rest = after(line, rest)
      continue
    }
    if (line.startsWith('+++ ')) path = newPath(line)
    const hunk = HUNK.exec(line)
    if (!hunk || path === undefined) continue
    const from = Number(hunk[2])
    rest = { old: Number(hunk[1] ?? 1), new: Number(hunk[3] ?? 1) }
    if (rest.new > 0) lines.set(path, [...(lines.get(path) ?? []), { from, to: from + rest.new - 1 }])
  }
  return lines
}

const HUNK = /^@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/

function after(line: string, rest: { old: number; new: number }): { old: number; new: number } {
  switch (line[0]) {
    case '-':
      return { ...rest, old: rest.old - 1 }
    case '+':
      return { ...rest, new: rest.new - 1 }
    case '\\':
      return rest
    default:
      return { old: rest.old - 1, new: rest.new - 1 }
  }
}

/** Git quotes names with unusual bytes; comments on such files stay in the text of the review. */
function newPath(line: string): string | undefined {
  return line.startsWith('+++ b/') ? line.slice('+++ b/'.length).replace(/\t$/, '') : undefined
}
