import type { TestCase, TestFile } from '../test-file.ts'

export interface LocatedTest extends TestCase {
  readonly path: string
  /** Where its file stands on the other side. */
  readonly at: string
}

export interface TestPair {
  readonly before: LocatedTest
  readonly after: LocatedTest
}

export interface TestPairs {
  readonly pairs: readonly TestPair[]
  readonly gone: readonly LocatedTest[]
  readonly fresh: readonly LocatedTest[]
}

/** More tests that have lost their partner are compared by nothing but their names and words as they stand. */
const MAX_LIKENESS = 150
/** Half of their words in common. */
const LIKE = 0.5

/**
 * Which test is which: by its full name in its file, by its name anywhere, by what it does, and last by likeness in its file, so that
 * a test that gets another name and another expectation at once is still the same test.
 */
export function pairTests(
  before: readonly TestFile[],
  after: readonly TestFile[],
  renamed: ReadonlyMap<string, string>,
): TestPairs {
  const left = new Set(casesOf(before, renamed))
  const fresh = new Set(casesOf(after, new Map()))
  const pairs: TestPair[] = []
  for (const keyOf of KEYS) pairBy(keyOf, { left, fresh, pairs })
  pairByLikeness({ left, fresh, pairs })
  return { pairs, gone: [...left], fresh: [...fresh] }
}

const KEYS: readonly ((one: LocatedTest) => string)[] = [
  ({ at, fullName, body }) => `${at}\n${fullName}\n${body}`,
  ({ at, fullName }) => `${at}\n${fullName}`,
  ({ at, name }) => `${at}\n${name}`,
  ({ body }) => body,
  ({ fullName }) => fullName,
  ({ name }) => name,
  bySubject,
]

/** In RSpec, one line may be a test of its own: `its(:cups) { is_expected.to eq 1 }`. All others stand alone. */
function bySubject({ at, fullName, line, path, assertions }: LocatedTest): string {
  const isAll =
    assertions.length > 0 && assertions.every(({ args: [first = ''] }) => /^subject\b/.test(first))
  if (!isAll) return `${path}\n${line}\n${fullName}`
  return `${at}\n${assertions.map(({ verb, args }) => [verb, ...args].join('\n')).join('\n')}`
}

interface OpenTests {
  readonly left: Set<LocatedTest>
  readonly fresh: Set<LocatedTest>
  readonly pairs: TestPair[]
}

function pairBy(keyOf: (one: LocatedTest) => string, { left, fresh, pairs }: OpenTests): void {
  const byKey = new Map<string, LocatedTest[]>()
  for (const one of fresh) byKey.set(keyOf(one), [...(byKey.get(keyOf(one))?.slice(0, 1_000) ?? []), one])
  for (const before of left) {
    const after = byKey.get(keyOf(before))?.shift()
    if (!after) continue
    pairs.push({ before, after })
    left.delete(before)
    fresh.delete(after)
  }
}

function pairByLikeness({ left, fresh, pairs }: OpenTests): void {
  const some = [...left].slice(0, MAX_LIKENESS)
  const others = [...fresh].slice(0, MAX_LIKENESS)
  const likely = some.flatMap((before) => {
    const words = new Set(before.words)
    return others
      .filter((after) => after.path === before.at)
      .map((after) => ({ before, after, likeness: likenessOf(words, after.words) }))
      .filter(({ likeness }) => likeness >= LIKE)
  })
  for (const { before, after } of likely.sort((a, b) => b.likeness - a.likeness)) {
    if (!left.has(before) || !fresh.has(after)) continue
    pairs.push({ before, after })
    left.delete(before)
    fresh.delete(after)
  }
}

function likenessOf(words: ReadonlySet<string>, others: readonly string[]): number {
  const common = others.filter((word) => words.has(word)).length
  return (2 * common) / Math.max(1, words.size + others.length)
}

function casesOf(files: readonly TestFile[], renamed: ReadonlyMap<string, string>): LocatedTest[] {
  return files.flatMap(({ path, cases }) =>
    cases.map((one) => ({ ...one, path, at: renamed.get(path) ?? path })),
  )
}
