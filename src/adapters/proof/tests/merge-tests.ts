import { grammarOf } from '../../analysis/complexity/grammar.ts'
import { languageOf } from '../../analysis/complexity/language-of.ts'
import { applyHunks, type Hunk, hunksOf } from './hunks.ts'

interface Versions {
  readonly path: string
  readonly base: string
  /** What stays as it is. */
  readonly winner: string
  readonly author: string
}

/**
 * The winner's version of a test file with what the author adds to the base's: cases at the same place follow each other. Undefined where
 * both change the same lines, or where what comes out is not the language any more.
 */
export async function mergeTests({ path, base, winner, author }: Versions): Promise<string | undefined> {
  const own = hunksOf(base, winner)
  const added = hunksOf(base, author)
    .filter((one) => !own.some((other) => isSame(one, other)))
    .map((one) => withoutKnownImports(one, own))
  if (added.some((one) => own.some((other) => overlap(one, other)))) return undefined
  const all = [...own.map((hunk) => ({ hunk, place: 0 })), ...added.map((hunk) => ({ hunk, place: 1 }))]
  const merged = applyHunks(
    base,
    all
      .toSorted(
        (a, b) =>
          a.hunk.oldStart - b.hunk.oldStart ||
          Math.min(a.hunk.removed.length, 1) - Math.min(b.hunk.removed.length, 1) ||
          a.place - b.place,
      )
      .map(({ hunk }) => hunk),
  )
  return (await isWellFormed(path, merged)) || !(await isWellFormed(path, author)) ? merged : undefined
}

function isSame(a: Hunk, b: Hunk): boolean {
  return a.oldStart === b.oldStart && isEqual(a.removed, b.removed) && isEqual(a.added, b.added)
}

function isEqual(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((line, at) => line === b[at])
}

/** Nothing is in the way of what is only added, unless it would stand inside of lines that are replaced. */
function overlap(a: Hunk, b: Hunk): boolean {
  const [first, second] = [endOf(a), endOf(b)]
  if (a.removed.length === 0 && b.removed.length === 0) return false
  return a.oldStart < second && b.oldStart < first
}

function endOf({ oldStart, removed }: Hunk): number {
  return oldStart + removed.length
}

const IMPORT =
  /^\s*(?:import\b|from\s+\S+\s+import\b|use\b|require\b|(?:const|let|var)\s[^=]{1,200}=\s*require\b)/

/** An import that both sides add at the same place is kept once. */
function withoutKnownImports(hunk: Hunk, own: readonly Hunk[]): Hunk {
  const known = own.filter(({ oldStart }) => oldStart === hunk.oldStart).flatMap(({ added }) => added)
  return { ...hunk, added: hunk.added.filter((line) => !IMPORT.test(line) || !known.includes(line)) }
}

const MAX_MS = 5_000

/** True for a language without a grammar. */
async function isWellFormed(path: string, text: string): Promise<boolean> {
  const grammar = languageOf(path)?.grammar
  if (grammar === undefined) return true
  const end = performance.now() + MAX_MS
  const tree = (await grammarOf(grammar)).parse(text, () => performance.now() < end)
  if (!tree) return false
  try {
    return !tree.rootNode.hasError
  } finally {
    tree.delete()
  }
}
