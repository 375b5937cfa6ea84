import type { LineRange } from '../../../domain/judgement/review.ts'

/** By path, the lines of the new side that a unified diff shows: GitHub takes a comment on any of them. */
export function commentableLines(diff: string): ReadonlyMap<string, readonly LineRange[]> {
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
    if (rest.new === 0) continue
    const ranges = lines.get(path) ?? []
    ranges.push({ from, to: from + rest.new - 1 })
    lines.set(path, ranges)
  }
  return lines
}

const HUNK = /^@@ -\d{1,9}(?:,(\d{1,9}))? \+(\d{1,9})(?:,(\d{1,9}))? @@/

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
