import type { WeakenedTest } from '../../../../domain/measures.ts'
import { testLanguageOf } from './languages.ts'
import { type Marker, readTests, type TestCase, type TestFile } from './read-tests.ts'

/** Both sides of one changed test file; text is undefined where the file is no test, does not exist or is too large. */
export interface TestChange {
  readonly path: string
  readonly previousPath: string
  readonly deleted: boolean
  readonly before: string | undefined
  readonly after: string | undefined
}

const MAX_TEXT = 500_000
/** Nobody writes a test in a longer line; the patterns would only be kept busy. */
const MAX_LINE = 2_000
const MAX_TOTAL = 5_000_000
const MAX_FOUND = 50

/**
 * Tests that prove less than before: deleted, skipped, focused on, or with fewer assertions. All test files of the patch are compared
 * together, so that a test which only moves, or only gets another name, is not missed.
 */
export function findWeakenedTests(all: readonly TestChange[]): readonly WeakenedTest[] {
  const changes = asMuchAsIsRead(all)
  const before = changes.flatMap(({ previousPath, before: text }) => read(previousPath, text))
  const after = changes.flatMap(({ path, after: text }) => read(path, text))
  const found = [
    ...deletedFiles(changes),
    ...deletedTests(before, after),
    ...skippedTests(before, after),
    ...groupSkips(before, after),
    ...focused(before, after),
    ...fewerAssertions(before, after),
  ]
  return found.slice(0, MAX_FOUND)
}

/** Both sides of a file or none: half of a comparison would find what is not there. */
function asMuchAsIsRead(changes: readonly TestChange[]): readonly TestChange[] {
  let total = 0
  return changes.filter(({ before, after }) => {
    total += (before?.length ?? 0) + (after?.length ?? 0)
    return total <= MAX_TOTAL
  })
}

function read(path: string, text: string | undefined): TestFile[] {
  const language = testLanguageOf(path)
  return language && text !== undefined && text.length <= MAX_TEXT
    ? [readTests(path, shortLines(text), language)]
    : []
}

function shortLines(text: string): string {
  return text
    .split('\n')
    .map((line) => line.slice(0, MAX_LINE))
    .join('\n')
}

/** A test file in a language nobody here can read is still gone when it is gone. */
function deletedFiles(changes: readonly TestChange[]): WeakenedTest[] {
  return changes
    .filter(({ deleted, previousPath, before }) => {
      const [file] = read(previousPath, before)
      return deleted && (!file || file.cases.length === 0) && (!file || file.assertions > 0)
    })
    .map(({ previousPath }) => ({
      path: previousPath,
      line: null,
      what: 'deleted',
      detail: 'the whole test file',
    }))
}

interface Located extends TestCase {
  readonly path: string
}

function casesOf(files: readonly TestFile[]): Located[] {
  return files.flatMap(({ path, cases }) => cases.map((one) => ({ ...one, path })))
}

function deletedTests(before: readonly TestFile[], after: readonly TestFile[]): WeakenedTest[] {
  const was = casesOf(before)
  const is = casesOf(after)
  const gone = unmatched(was, is, (one) => one.name)
  const fresh = unmatched(is, was, (one) => one.name)
  return unmatched(gone, fresh, (one) => one.body).map(({ path, line, name }) => ({
    path,
    line,
    what: 'deleted',
    detail: name,
  }))
}

/** Those of `these` for which `others` has no partner of the same key left. */
function unmatched<T>(these: readonly T[], others: readonly T[], keyOf: (one: T) => string): T[] {
  const left = new Map<string, number>()
  for (const one of others) left.set(keyOf(one), (left.get(keyOf(one)) ?? 0) + 1)
  return these.filter((one) => {
    const count = left.get(keyOf(one)) ?? 0
    if (count > 0) left.set(keyOf(one), count - 1)
    return count === 0
  })
}

/** A new test that is skipped weakens nothing that was there; it just proves nothing. */
function skippedTests(before: readonly TestFile[], after: readonly TestFile[]): WeakenedTest[] {
  const was = casesOf(before)
  const known = new Set(was.map((one) => one.name))
  const skippedBefore = was.filter((one) => one.skipped)
  const skipped = casesOf(after).filter((one) => one.skipped && known.has(one.name))
  return unmatched(skipped, skippedBefore, (one) => one.name).map(({ path, line, name }) => ({
    path,
    line,
    what: 'skipped',
    detail: name,
  }))
}

function groupSkips(before: readonly TestFile[], after: readonly TestFile[]): WeakenedTest[] {
  const known = new Set(casesOf(before).map((one) => one.name))
  const files = after.filter(({ cases }) => cases.some((one) => known.has(one.name)))
  return newMarkers(before, files, (file) => file.groupSkips).map((one) => ({
    ...one,
    what: 'skipped',
    detail: 'a group of tests',
  }))
}

/** Wherever it stands: it keeps all other tests of its file, and with some runners of the whole run, from being run. */
function focused(before: readonly TestFile[], after: readonly TestFile[]): WeakenedTest[] {
  return newMarkers(before, after, (file) => file.focuses).map((one) => ({
    ...one,
    what: 'focused',
    detail: 'nothing else is run',
  }))
}

function newMarkers(
  before: readonly TestFile[],
  after: readonly TestFile[],
  markersOf: (file: TestFile) => readonly Marker[],
): { path: string; line: number }[] {
  const located = (files: readonly TestFile[]) =>
    files.flatMap((file) => markersOf(file).map((marker) => ({ ...marker, path: file.path })))
  return unmatched(located(after), located(before), (one) => one.key).map(({ path, line }) => ({
    path,
    line,
  }))
}

/**
 * Counted per name over all files, then over everything: an assertion that moves from a test into a helper is missed by the first
 * count and found by the second only if it is really gone.
 */
function fewerAssertions(before: readonly TestFile[], after: readonly TestFile[]): WeakenedTest[] {
  const is = assertionsByName(casesOf(after))
  const perTest = [...assertionsByName(casesOf(before))].flatMap(([name, was]): WeakenedTest[] => {
    const now = is.get(name)
    if (!now || now.count >= was.count) return []
    return [
      {
        path: now.path,
        line: now.line,
        what: 'assertions-removed',
        detail: `${name}: ${was.count} before, ${now.count} after`,
      },
    ]
  })
  if (perTest.length > 0) return perTest
  return outsideOfTests(before, after)
}

interface Counted {
  readonly path: string
  readonly line: number
  readonly count: number
}

function assertionsByName(cases: readonly Located[]): ReadonlyMap<string, Counted> {
  const counts = new Map<string, Counted>()
  for (const { name, path, line, assertions } of cases) {
    const count = (counts.get(name)?.count ?? 0) + assertions
    counts.set(name, { path, line, count })
  }
  return counts
}

/** Helpers at the top of a file: what they assert, every test asserts. */
function outsideOfTests(before: readonly TestFile[], after: readonly TestFile[]): WeakenedTest[] {
  const was = total(before)
  const now = total(after)
  const [file] = after
  if (!file || was <= now || casesOf(before).length > casesOf(after).length) return []
  const detail = `${was} before, ${now} after, in all test files together`
  return [{ path: file.path, line: null, what: 'assertions-removed', detail }]
}

function total(files: readonly TestFile[]): number {
  return files.reduce((sum, { assertions }) => sum + assertions, 0)
}
