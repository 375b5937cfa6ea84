/** One place that a change touches; lines are 1-based. */
export interface Hunk {
  readonly oldStart: number
  readonly newStart: number
  readonly removed: readonly string[]
  readonly added: readonly string[]
}

/** More lines of one file are compared as one place. */
const MAX_CELLS = 4_000_000

/** The places in which two texts differ, as small as they can be: by the longest common subsequence of their lines. */
export function hunksOf(before: string, after: string): readonly Hunk[] {
  const [was, is] = [before.split('\n'), after.split('\n')]
  let head = 0
  while (head < was.length && head < is.length && was[head] === is[head]) head += 1
  let tail = 0
  while (tail < was.length - head && tail < is.length - head && was.at(-1 - tail) === is.at(-1 - tail))
    tail += 1
  const a = was.slice(head, was.length - tail)
  const b = is.slice(head, is.length - tail)
  if (a.length * b.length > MAX_CELLS)
    return [{ oldStart: head + 1, newStart: head + 1, removed: a, added: b }]
  return collect(a, b, lengths(a, b)).map((one) => ({
    ...one,
    oldStart: one.oldStart + head,
    newStart: one.newStart + head,
  }))
}

/** How many lines the rests of both have in common. */
function lengths(a: readonly string[], b: readonly string[]): (i: number, j: number) => number {
  const width = b.length + 1
  const table = new Uint32Array((a.length + 1) * width)
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1)
      table[i * width + j] =
        a[i] === b[j]
          ? (table[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(table[(i + 1) * width + j] ?? 0, table[i * width + j + 1] ?? 0)
  return (i, j) => table[i * width + j] ?? 0
}

function collect(
  a: readonly string[],
  b: readonly string[],
  common: (i: number, j: number) => number,
): readonly Hunk[] {
  const hunks: Hunk[] = []
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      i += 1
      j += 1
      continue
    }
    const [oldStart, newStart] = [i, j]
    while ((i < a.length || j < b.length) && !(i < a.length && j < b.length && a[i] === b[j])) {
      if (j >= b.length || (i < a.length && common(i + 1, j) >= common(i, j + 1))) i += 1
      else j += 1
    }
    hunks.push({
      oldStart: oldStart + 1,
      newStart: newStart + 1,
      removed: a.slice(oldStart, i),
      added: b.slice(newStart, j),
    })
  }
  return hunks
}

/** The text with these of its places changed. */
export function applyHunks(before: string, hunks: readonly Hunk[]): string {
  const lines = before.split('\n')
  for (const { oldStart, removed, added } of hunks.toReversed())
    lines.splice(oldStart - 1, removed.length, ...added)
  return lines.join('\n')
}

/** Line by line, where as many lines are there as before: one of several lines that a change rewrites side by side. */
export function lineByLine(hunks: readonly Hunk[]): readonly Hunk[] {
  return hunks.flatMap((hunk) => {
    const { oldStart, newStart, removed, added } = hunk
    if (removed.length !== added.length) return [hunk]
    return removed.map((line, at) => ({
      oldStart: oldStart + at,
      newStart: newStart + at,
      removed: [line],
      added: added.slice(at, at + 1),
    }))
  })
}
