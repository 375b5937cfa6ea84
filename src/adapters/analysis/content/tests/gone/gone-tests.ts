import type { ChangedExpectation, WeakenedTest } from '../../../../../domain/judgement/measures.ts'
import { literalsOf } from '../assertions/bindings.ts'
import { keyOf } from '../assertions/helpers-of.ts'
import type { Helpers } from '../compare/compare-bodies.ts'
import type { WeakenedTests } from '../find-weakened-tests.ts'
import { askedRows } from '../rows/asked-rows.ts'
import { type Assertion, asAssertion, type TestCase, type TestFile } from '../test-file.ts'
import type { LocatedTest } from './pair-tests.ts'

/** A test is gone when nothing else asks for what it asked for. */
export function goneTests(
  gone: readonly LocatedTest[],
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
  const rows = after.flatMap(askedIn).filter((row) => !known.has(row))
  const kept = after.flatMap(({ cases }) => cases).filter(isRun)
  const twins = new Set(
    after.flatMap(({ path, cases }) => cases.filter(isRun).map((one) => twinKey(path, one))),
  )
  const named = goneTogether(gone, { after, retired })
  for (const one of gone) {
    const asked = [
      ...one.assertions,
      ...one.calls.filter(({ verb }) => helpers.asserting.has(verb)).map(asAssertion),
    ]
    // A test that was skipped, or asserted nothing, proved nothing.
    if (one.skips.length > 0 || (asked.length === 0 && one.calls.length === 0)) continue
    if (twins.has(twinKey(one.at, one))) continue
    if (asked.length > 0 && (isPartOf(one, { asked, kept, helpers }) || isInTable(asked, rows))) continue
    const name = retiredIn(one, retired) ?? named.get(one.path)
    if (name === undefined)
      weakened.push({ path: one.path, line: one.line, what: 'deleted', detail: one.name })
    else changed.push(goneWith(name, one))
  }
  return { weakened, changed }
}

/** The test went together with what it tested, which is `name`. */
function goneWith(name: string, { at, line, name: test }: LocatedTest): ChangedExpectation {
  return { path: at, line, test: test.slice(0, 120), before: `a test of ${name}`, after: '' }
}

const isRun = ({ skips }: TestCase): boolean => skips.length === 0

/** The same test twice in one group, where everything around it is the same, too. */
function twinKey(path: string, { fullName, name, body }: TestCase): string {
  return JSON.stringify([path, fullName.slice(0, fullName.length - name.length), body])
}

/** Everything that it asked for is asked for by another one that does much the same. */
function isPartOf(
  one: LocatedTest,
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

/** Tables at the margin are gone through by any of its tests. */
const askedIn = ({ cases, loose }: TestFile): readonly string[] => [
  ...cases.flatMap((one) => askedRows(one)),
  ...askedRows(loose, cases),
]

/** Tests that became the rows of one. */
function isInTable(asked: readonly Assertion[], rows: readonly string[]): boolean {
  return asked.every(({ args }) => {
    const literals = literalsOf(args.join(' '))
    return literals.length > 0 && rows.some((row) => literals.every((text) => literalsOf(row).includes(text)))
  })
}

/** What it asks about, or what its file is named after; a name that it has given itself is nobody else's. */
function retiredIn(one: LocatedTest, retired: ReadonlySet<string>): string | undefined {
  const own = new Set(one.bindings.map(({ name }) => name))
  const named = [...one.calls.map(({ verb }) => verb), ...one.words]
  const subject = subjectOf(one.path)
  return (
    named.find((word) => retired.has(word) && !own.has(word)) ??
    [...retired].find((name) => plainName(name) === subject)
  )
}

/** Files that are gone and most tests of which ask about what is gone: nothing is left that the others could be run with. */
function goneTogether(
  gone: readonly LocatedTest[],
  { after, retired }: { after: readonly TestFile[]; retired: ReadonlySet<string> },
): ReadonlyMap<string, string> {
  const still = new Set(after.map(({ path }) => path))
  const found = new Map<string, string>()
  for (const [path, tests] of Map.groupBy(gone, (one) => one.path)) {
    const names = tests.flatMap((one) => retiredIn(one, retired) ?? [])
    const [name] = names
    const isGone = tests.every(({ at }) => !still.has(at))
    if (name !== undefined && isGone && names.length * 2 > tests.length) found.set(path, name)
  }
  return found
}

/** `CartTest.php`, `cart.test.ts`, `test_cart.py` are about a cart; undefined where a file is named after nothing. */
function subjectOf(path: string): string | undefined {
  const stem = path.slice(path.lastIndexOf('/') + 1).replace(/\.\w+$/, '')
  const subject = stem.replace(/^test_|(?:[._-](?:tests?|spec)|Tests?|Spec)$/g, '')
  return subject === '' || subject === stem ? undefined : plainName(subject)
}

const plainName = (name: string) => name.replace(/[\W_]/g, '').toLowerCase()
