import type { ChangedExpectation, WeakenedTest } from '../../../../domain/judgement/measures.ts'
import { helpersOf } from './assertions/helpers-of.ts'
import { compareFiles } from './compare/compare-files.ts'
import { compareSides, type Sides } from './compare/compare-sides.ts'
import { fileWords, rowsElsewhere } from './compare/whole-files.ts'
import { lostClasses } from './fails/lost-classes.ts'
import { ownAssertions } from './fails/own-assertions.ts'
import { ownProducts } from './fails/own-products.ts'
import { goneTests } from './gone/gone-tests.ts'
import { lostNames } from './gone/lost-names.ts'
import { notCalled } from './gone/not-called.ts'
import { pairTests, type TestPair } from './gone/pair-tests.ts'
import type { TestFile } from './test-file.ts'

/** One test file on both sides, as far as it is there. */
export interface ReadChange {
  readonly path: string
  readonly previousPath: string
  readonly before: TestFile | undefined
  readonly after: TestFile | undefined
}

export interface WeakenedTests {
  readonly weakened: readonly WeakenedTest[]
  readonly changed: readonly ChangedExpectation[]
}

const MAX_FOUND = 50
const MAX_CHANGED = 20

/**
 * Tests that prove less than before, and what the others expect now that they did not. All test files of the patch are compared
 * together, so that a test which only moves, or only gets another name, is not missed. `retired` are names that the patch takes out
 * of the product: tests of what is gone go with it.
 */
export function findWeakenedTests(
  changes: readonly ReadChange[],
  retired: ReadonlySet<string>,
): WeakenedTests {
  const before = changes.flatMap((one) => one.before ?? [])
  const after = changes.flatMap((one) => one.after ?? [])
  const renamed = new Map(changes.map(({ path, previousPath }) => [previousPath, path]))
  const pairing = pairTests(before, after, renamed)
  const helpers = helpersOf(before, after)
  const bodies = [...pairing.pairs.map(ofPair), ...besides(changes), ...helperPairs(before, after, renamed)]
  const context = { helpers, retired, wordsOf: fileWords(before), isElsewhere: rowsElsewhere(before, after) }
  // First, because each comparison takes what has moved from what is there.
  const gone = goneTests(pairing.gone, { before, after, helpers, retired })
  const extended = new Set(after.flatMap((one) => one.extended ?? []))
  const found = bodies.map((one) => compareSides(one, context))
  const weakened = [
    ...gone.weakened,
    ...pairing.pairs.flatMap((one) => skipped(one, extended)),
    ...compareFiles(before, after, pairing.pairs),
    ...lostNames(changes),
    ...notCalled(before, after),
    ...ownAssertions(before, after),
    ...ownProducts(before, after),
    ...lostClasses(pairing.pairs),
    ...found.flatMap((one) => one.weakened),
  ]
  const changed = [...gone.changed, ...found.flatMap((one) => one.changed)]
  return { weakened: weakened.slice(0, MAX_FOUND), changed: changed.slice(0, MAX_CHANGED) }
}

function ofPair({ before, after }: TestPair): Sides {
  return { from: before.path, path: after.path, test: after.name, before, after }
}

/** What stands outside of tests is compared file by file. */
function besides(changes: readonly ReadChange[]): Sides[] {
  return changes.flatMap(({ path, before, after }) =>
    before && after ? [{ from: before.path, path, test: '', before: before.loose, after: after.loose }] : [],
  )
}

function helperPairs(
  before: readonly TestFile[],
  after: readonly TestFile[],
  renamed: ReadonlyMap<string, string>,
): Sides[] {
  const all = after.flatMap(({ path, helpers }) => helpers.map((one) => ({ path, one })))
  const byName = new Map(all.map(({ path, one }) => [one.name, { path, one }]))
  const byPlace = new Map(all.map(({ path, one }) => [`${path}\n${one.name}`, { path, one }]))
  return before.flatMap(({ path, helpers }) =>
    helpers.flatMap((one): Sides[] => {
      const now = byPlace.get(`${renamed.get(path) ?? path}\n${one.name}`) ?? byName.get(one.name)
      return now ? [{ from: path, path: now.path, test: one.name, before: one, after: now.one }] : []
    }),
  )
}

function skipped({ before, after }: TestPair, extended: ReadonlySet<string>): WeakenedTest[] {
  // An abstract class is run by those that inherit from it.
  const skips = after.skips.filter((one) => !extended.has(/^abstract (.*)$/.exec(one)?.[1] ?? ''))
  if (skips.length <= before.skips.length) return []
  return [{ path: after.path, line: after.line, what: 'skipped', detail: after.name }]
}
