import type { ChangedExpectation, WeakenedTest } from '../../../../domain/measures.ts'
import { literalsOf } from './bindings.ts'
import { compareBodies, type Difference, type Helpers } from './compare-bodies.ts'
import { compareFiles } from './compare-files.ts'
import { compareTables, type FileWords } from './compare-tables.ts'
import { DEAD } from './guards.ts'
import { lostNames } from './lost-names.ts'
import { notCalled } from './not-called.ts'
import { type Located, type Paired, pairTests } from './pair-tests.ts'
import { strengthOf } from './strength.ts'
import { type Assertion, asAssertion, type Body, type TestCase, type TestFile } from './test-file.ts'

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
  const context = { helpers, retired, wordsOf: fileWords(before), isElsewhere: rowsElsewhere(after) }
  // First, because each comparison takes what has moved from what is there.
  const gone = goneTests(pairing.gone, { before, after, helpers, retired })
  const found = bodies.map((one) => compareSides(one, context))
  const weakened = [
    ...gone.weakened,
    ...pairing.pairs.flatMap(skipped),
    ...compareFiles(before, after, pairing.pairs),
    ...lostNames(changes),
    ...notCalled(before, after),
    ...found.flatMap((one) => one.weakened),
  ]
  const changed = [...gone.changed, ...found.flatMap((one) => one.changed)]
  return { weakened: weakened.slice(0, MAX_FOUND), changed: changed.slice(0, MAX_CHANGED) }
}

interface Sides {
  /** Where it stood before. */
  readonly from: string
  readonly path: string
  readonly test: string
  readonly before: Body
  readonly after: Body
}

function ofPair({ before, after }: Paired): Sides {
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

function helpersOf(before: readonly TestFile[], after: readonly TestFile[]): Helpers {
  const all = [...before, ...after].flatMap(({ helpers }) => helpers)
  const asserting = new Map<string, number>()
  const add = (name: string, count: number) => asserting.set(name, Math.max(asserting.get(name) ?? 0, count))
  const real = ({ assertions }: Body) => assertions.filter((one) => strengthOf(one) !== 0).length
  for (const one of all) if (one.assertions.length > 0) add(one.name, real(one))
  // A helper that only calls such helpers asserts as well.
  for (const one of all) if (one.calls.some(({ verb }) => asserting.has(verb))) add(one.name, 1)
  const missing = countOf(before)
  for (const [key, count] of countOf(after)) missing.set(key, (missing.get(key) ?? 0) - count)
  return {
    asserting,
    isMissing: (one) => (missing.get(keyOf(one)) ?? 0) > 0,
    takeMoved(one) {
      const left = missing.get(keyOf(one)) ?? 0
      if (left > 0) missing.set(keyOf(one), left - 1)
      return left <= 0
    },
  }
}

const keyOf = ({ verb, args }: Assertion) => `${verb}\n${args.join('\n')}`

function countOf(files: readonly TestFile[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const file of files) {
    const bodies = [...file.cases.filter(({ skips }) => skips.length === 0), ...file.helpers, file.loose]
    for (const one of bodies.flatMap(({ assertions, calls }) => [...assertions, ...calls.map(asAssertion)]))
      if (!one.guards.includes(DEAD)) counts.set(keyOf(one), (counts.get(keyOf(one)) ?? 0) + 1)
  }
  return counts
}

const bodiesOf = ({ cases, helpers, loose }: TestFile): readonly Body[] => [...cases, ...helpers, loose]

function fileWords(files: readonly TestFile[]): (path: string) => FileWords {
  const nothing = { iterated: new Set<string>(), asked: new Set<string>() }
  const words = (texts: readonly string[]) => new Set(texts.flatMap((text) => text.match(/[\w$]+/g) ?? []))
  const known = new Map<string, FileWords>()
  for (const file of files) {
    const bodies = bodiesOf(file)
    const asked = bodies.flatMap(({ assertions }) => assertions.flatMap(({ args }) => args))
    known.set(file.path, {
      iterated: words(bodies.flatMap(({ iterables }) => iterables)),
      asked: words(asked),
    })
  }
  return (path) => known.get(path) ?? nothing
}

function rowsElsewhere(files: readonly TestFile[]): (row: string, body: Body) => boolean {
  const owners = new Map<string, Set<Body>>()
  for (const body of files.flatMap(bodiesOf))
    for (const row of body.bindings.flatMap(({ rows }) => rows ?? [])) {
      const known = owners.get(row)
      if (known) known.add(body)
      else owners.set(row, new Set([body]))
    }
  return (row, body) => [...(owners.get(row) ?? [])].some((one) => one !== body)
}

interface Context {
  readonly helpers: Helpers
  readonly retired: ReadonlySet<string>
  /** What a file is repeated over, and what it asserts, in words. */
  readonly wordsOf: (path: string) => FileWords
  readonly isElsewhere: (row: string, body: Body) => boolean
}

function compareSides(sides: Sides, { helpers, retired, wordsOf, isElsewhere }: Context): WeakenedTests {
  const { path, test } = sides
  const differences = compareBodies(sides.before, sides.after, helpers).map((one) => excused(one, retired))
  const tables = compareTables({ ...sides, ...wordsOf(sides.from) }, (row) => isElsewhere(row, sides.after))
  return {
    weakened: [
      ...differences.filter(({ what }) => what !== 'changed').map((one) => weakenedBy(one, sides)),
      ...tables.weakened,
    ],
    changed: [
      ...differences
        .filter(({ what }) => what === 'changed')
        .map(({ line, before, after }) => ({ path, line, test: test.slice(0, 120), before, after })),
      ...tables.changed,
    ],
  }
}

/** What it asked of something that the product no longer has. */
function excused(one: Difference, retired: ReadonlySet<string>): Difference {
  const isExcused =
    one.what === 'removed' && (one.before.match(/[A-Za-z_]\w*/g) ?? []).some((word) => retired.has(word))
  return isExcused ? { ...one, what: 'changed' } : one
}

const KINDS = {
  removed: 'assertions-removed',
  weakened: 'assertions-weakened',
  swallowed: 'failures-hidden',
  unreached: 'not-reached',
  changed: 'assertions-weakened',
} as const

function weakenedBy({ what, line, before, after }: Difference, { path, test }: Sides): WeakenedTest {
  const told = after === '' ? before : `${before} → ${after}`
  return { path, line, what: KINDS[what], detail: test === '' ? told : `${test}: ${told}` }
}

function skipped({ before, after }: Paired): WeakenedTest[] {
  if (after.skips.length <= before.skips.length) return []
  return [{ path: after.path, line: after.line, what: 'skipped', detail: after.name }]
}

/** A test is gone when nothing else asks for what it asked for. */
function goneTests(
  gone: readonly Located[],
  {
    before,
    after,
    helpers,
    retired,
  }: {
    before: readonly TestFile[]
    after: readonly TestFile[]
    helpers: Helpers
    retired: ReadonlySet<string>
  },
): WeakenedTests {
  const weakened: WeakenedTest[] = []
  const changed: ChangedExpectation[] = []
  const known = new Set(before.flatMap(rowsOf))
  const rows = after.flatMap(rowsOf).filter((row) => !known.has(row))
  const kept = after.flatMap(({ cases }) => cases).filter(isRun)
  const twins = new Set(
    after.flatMap(({ path, cases }) => cases.filter(isRun).map((one) => twinKey(path, one))),
  )
  for (const one of gone) {
    const asked = [
      ...one.assertions,
      ...one.calls.filter(({ verb }) => helpers.asserting.has(verb)).map(asAssertion),
    ]
    // What was skipped, or asked for nothing, proved nothing.
    if (one.skips.length > 0 || (asked.length === 0 && one.calls.length === 0)) continue
    if (twins.has(twinKey(one.at, one))) continue
    if (asked.length > 0 && (isPartOf(one, { asked, kept, helpers }) || isInTable(asked, rows))) continue
    const name = [...one.calls.map(({ verb }) => verb), ...one.words].find((word) => retired.has(word))
    if (name === undefined)
      weakened.push({ path: one.path, line: one.line, what: 'deleted', detail: one.name })
    else
      changed.push({
        path: one.at,
        line: one.line,
        test: one.name.slice(0, 120),
        before: `a test of ${name}`,
        after: '',
      })
  }
  return { weakened, changed }
}

const isRun = ({ skips }: TestCase): boolean => skips.length === 0

/** The same test twice in one group, where everything around it is the same, too. */
function twinKey(path: string, { fullName, name, body }: TestCase): string {
  return JSON.stringify([path, fullName.slice(0, fullName.length - name.length), body])
}

/** Everything that it asked for is asked for by another one that does much the same. */
function isPartOf(
  one: Located,
  { asked, kept, helpers }: { asked: readonly Assertion[]; kept: readonly TestCase[]; helpers: Helpers },
): boolean {
  if (asked.some(helpers.isMissing)) return false
  const keys = asked.map(keyOf)
  return kept.some((other) => {
    const own = new Set([...other.assertions, ...other.calls.map(asAssertion)].map(keyOf))
    if (!keys.every((key) => own.has(key))) return false
    const words = new Set(other.words)
    return one.words.filter((word) => words.has(word)).length >= one.words.length * 0.7
  })
}

const rowsOf = ({ cases, loose }: TestFile): readonly string[] =>
  [...cases, loose].flatMap(({ bindings }) => bindings.flatMap((one) => one.rows ?? []))

/** Tests that became the rows of one. */
function isInTable(asked: readonly Assertion[], rows: readonly string[]): boolean {
  return asked.every(({ args }) => {
    const literals = literalsOf(args.join(' '))
    return literals.length > 0 && rows.some((row) => literals.every((text) => literalsOf(row).includes(text)))
  })
}
