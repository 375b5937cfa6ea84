/** What a change does to one file, line by line. */
export interface FileLines {
  /** Its path, and the one before where it was renamed. */
  readonly names: readonly string[]
  readonly added: readonly string[]
  readonly removed: readonly string[]
}

/** How many lines of a patch a later change takes back, file by file: removes what was added, and adds what was removed. */
export function undoneLines(
  patch: readonly FileLines[],
  later: readonly FileLines[],
): { readonly undone: number; readonly of: number } {
  const pairs = pairsOf(patch, later)
  const undone = pairs.flatMap(([one, other]) => [
    ...inBoth(one.added, other.removed),
    ...inBoth(one.removed, other.added),
  ])
  // A bracket or an empty line is in nearly every change of the file.
  const says = undone.some((line) => /[\p{L}\p{N}]/u.test(line))
  return { undone: says ? undone.length : 0, of: sizeOf(patch) }
}

/** By how many lines two changes of the same base differ. What the base itself has become meanwhile is in neither. */
export function differingLines(one: readonly FileLines[], other: readonly FileLines[]): number {
  const same = pairsOf(one, other).flatMap(([a, b]) => [
    ...inBoth(a.added, b.added),
    ...inBoth(a.removed, b.removed),
  ])
  return sizeOf(one) + sizeOf(other) - 2 * same.length
}

function sizeOf(files: readonly FileLines[]): number {
  return files.reduce((sum, { added, removed }) => sum + added.length + removed.length, 0)
}

function pairsOf(files: readonly FileLines[], others: readonly FileLines[]): [FileLines, FileLines][] {
  return files.flatMap((one): [FileLines, FileLines][] => {
    const other = others.find(({ names }) => names.some((name) => one.names.includes(name)))
    return other ? [[one, other]] : []
  })
}

/** As often as in both. */
function inBoth(lines: readonly string[], others: readonly string[]): string[] {
  const left = new Map<string, number>()
  for (const line of others) left.set(line, (left.get(line) ?? 0) + 1)
  return lines.filter((line) => {
    const many = left.get(line) ?? 0
    left.set(line, many - 1)
    return many > 0
  })
}
