import type { WeakenedTest } from '../../../../../domain/judgement/measures.ts'
import { calledIn } from '../assertions/bindings.ts'
import { membersIn } from '../fails/stubbed-member.ts'
import type { TestPair } from '../gone/pair-tests.ts'
import { runAgain } from '../looser/run-again.ts'
import { otherModules } from '../replaced/other-modules.ts'
import { ownExpect } from '../replaced/own-expect.ts'
import { ownFixtures } from '../replaced/own-fixtures.ts'
import type { Binding, Marker, TestFile } from '../test-file.ts'

/** Skips, focuses, ends of the run and stand-ins that the base has not. */
export function compareFiles(
  before: readonly TestFile[],
  after: readonly TestFile[],
  pairs: readonly TestPair[],
): readonly WeakenedTest[] {
  const known = new Set(pairs.map(({ after: one }) => one.path))
  const old = after.filter(({ path }) => known.has(path))
  return [
    ...groupSkips(before, old),
    ...added(before, after, (file) => file.focuses).map(
      (one): WeakenedTest => ({ ...at(one), what: 'focused', detail: 'nothing else is run' }),
    ),
    ...added(before, after, (file) => file.escapes).map(
      (one): WeakenedTest => ({ ...at(one), what: 'run-changed', detail: one.says }),
    ),
    ...shadowed(before, old),
    ...runAgain(before, after, pairs),
    ...ownExpect(before, after, pairs),
    ...ownFixtures(before, after, pairs),
    ...otherModules(before, after, pairs),
    ...stubs(before, old, pairs),
  ]
}

interface PlacedMarker extends Marker {
  readonly path: string
}

const at = ({ path, line }: PlacedMarker) => ({ path, line })

/** A test of the base that something else has taken the name of. */
function shadowed(before: readonly TestFile[], after: readonly TestFile[]): WeakenedTest[] {
  const known = new Set(
    before.flatMap(({ cases }) =>
      cases.flatMap(({ fullName, name }) => [fullName, fullName.slice(0, -name.length - ' › '.length)]),
    ),
  )
  return added(before, after, (file) => file.shadowed ?? [])
    .filter(({ key }) => known.has(key))
    .map((one) => ({ ...at(one), what: 'run-changed', detail: one.says.slice(0, 200) }))
}

/** A skip whose reason was only reworded is not a new skip. */
function groupSkips(before: readonly TestFile[], after: readonly TestFile[]): WeakenedTest[] {
  const found = added(before, after, (file) => file.groupSkips)
  const [was, is] = [before, after].map((files) =>
    files.reduce((sum, file) => sum + file.groupSkips.length, 0),
  )
  if ((is ?? 0) <= (was ?? 0)) return []
  return found.map((one) => ({
    ...at(one),
    what: 'skipped',
    detail: `a group of tests (${one.says})`.slice(0, 200),
  }))
}

/** Each marker is taken for one of the base only once. */
function added(
  before: readonly TestFile[],
  after: readonly TestFile[],
  markersOf: (file: TestFile) => readonly Marker[],
): PlacedMarker[] {
  const left = new Map<string, number>()
  for (const { key } of before.flatMap(markersOf)) left.set(key, (left.get(key) ?? 0) + 1)
  return after
    .flatMap((file) => markersOf(file).map((one) => ({ ...one, path: file.path })))
    .filter(({ key }) => {
      const count = left.get(key) ?? 0
      left.set(key, count - 1)
      return count <= 0
    })
}

/** What the assertions of the base call is not what stands in its place. */
function stubs(
  before: readonly TestFile[],
  after: readonly TestFile[],
  pairs: readonly TestPair[],
): WeakenedTest[] {
  return after.flatMap((file) => {
    const own = pairs.filter((one) => one.after.path === file.path)
    const tested = testedNames(own)
    const old = before.filter(({ path }) => own.some((one) => one.before.path === path))
    const known = new Set(old.flatMap(({ replaced }) => replaced.map(({ key }) => key)))
    const imports = old.flatMap((one) => one.imports)
    const fresh = file.replaced.filter(({ key }) => !known.has(key))
    const stubbed = fresh.flatMap((one): WeakenedTest[] => {
      const name = namesOf(one.key, imports).find((candidate) => tested.has(candidate))
      if (name === undefined) return []
      return [{ path: file.path, line: one.line, what: 'stubbed', detail: `${name}: ${one.says}` }]
    })
    return [...stubbed, ...redefined(file, imports, tested)]
  })
}

/** What the assertions are about, as it is called: `add`, `math.add`; also by way of a variable. */
function testedNames(pairs: readonly TestPair[]): ReadonlySet<string> {
  return new Set(
    pairs.flatMap(({ before }) => {
      const asked = before.assertions.flatMap(({ args }) => args)
      const words = new Set(asked.flatMap((text) => text.match(/[A-Za-z_$][\w$]*/g) ?? []))
      const given = before.bindings.filter(({ name }) => words.has(name)).flatMap(({ called }) => called)
      return [...asked.flatMap(calledIn), ...asked.flatMap(membersIn), ...given]
    }),
  )
}

/** A name with more or less of what it stands in, or all that is imported from a module that is replaced as a whole. */
function namesOf(key: string, imports: TestFile['imports']): string[] {
  const quoted = /^["'`](.*)["'`]$/.exec(key)?.[1]
  if (quoted !== undefined) {
    const isRelative = /^(?:\.|@\/|~)/.test(quoted)
    return isRelative ? imports.filter(({ from }) => from === quoted).map(({ name }) => name) : []
  }
  const parts = key.split('.')
  const whole = parts.map((_, index) => parts.slice(index).join('.'))
  // By its last name alone only what the test has imported under it, or what stands in nothing.
  const isKnown = parts.length === 1 || imports.some(({ name }) => name === whole.at(-1))
  // A value is often called as its class is: `book.total()` asks `Book.total`.
  const ofValue = whole.slice(0, -1).flatMap((one) => (/^[A-Z]/.test(one) ? [decapitalised(one)] : []))
  return [...(isKnown ? whole : whole.slice(0, -1)), ...ofValue]
}

const decapitalised = (name: string) => name.charAt(0).toLowerCase() + name.slice(1)

const importedFrom = ({ imports }: TestFile, module: string) =>
  new Set(imports.filter(({ from }) => from === module).map(({ name }) => name))

/** `const got = base.extend({ json: true })`: the same, imported by another name, with nothing put in but switches. */
function isSetUp(one: TestFile['helpers'][number] | Binding, imported: ReadonlySet<string>): boolean {
  if (!('literals' in one)) return false
  const [called = '', ...more] = one.called
  const [base = '', method, ...deeper] = called.split('.')
  return (
    imported.has(base) &&
    method !== undefined &&
    !/^(?:constructor|bind|call|apply)$/.test(method) &&
    deeper.length + more.length === 0 &&
    one.literals.every((text) => /^(?:true|false)$/i.test(text))
  )
}

/** The test brings what it tests along instead of importing it. */
function redefined(
  file: TestFile,
  imports: TestFile['imports'],
  tested: ReadonlySet<string>,
): WeakenedTest[] {
  const still = new Set(file.imports.map(({ name }) => name))
  const gone = imports.filter(({ name }) => tested.has(name) && !still.has(name))
  const own = [...file.helpers, ...file.loose.bindings]
  return gone.flatMap(({ name, from }): WeakenedTest[] => {
    const instead = own.find((one) => one.name === name)
    return instead && !isSetUp(instead, importedFrom(file, from))
      ? [
          {
            path: file.path,
            line: instead.line,
            what: 'stubbed',
            detail: `${name}: its own, not that of ${from}`,
          },
        ]
      : []
  })
}
