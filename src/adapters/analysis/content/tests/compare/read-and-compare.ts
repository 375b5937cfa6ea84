import type { DefeatedTests } from '../../../../../domain/judgement/measures.ts'
import { withoutUndefined } from '../../../../../domain/without-undefined.ts'
import { limitWork } from '../../../process/work-limit.ts'
import { findDefeatedTests, type ProductChange } from '../../defeats/find-defeated-tests.ts'
import { type FixtureChange, onlyGrows } from '../../only-grows.ts'
import { findWeakenedTests, type ReadChange, type WeakenedTests } from '../find-weakened-tests.ts'
import { retiredNames } from '../gone/retired-names.ts'
import { type ReadTestFile, readTestFile } from '../read/read-test-file.ts'

/** Both sides of one changed test file; a text is undefined where the file is not a test, or does not exist. */
export interface TestChange {
  readonly path: string
  readonly previousPath: string
  readonly deleted: boolean
  readonly before: string | undefined
  readonly after: string | undefined
  /** The file is there on a side, but nobody was given it. */
  readonly isWithheld?: boolean
}

export interface TestsWork {
  readonly tests: readonly TestChange[]
  readonly products: readonly ProductChange[]
  readonly fixtures?: readonly FixtureChange[]
  readonly maxMs: number
}

export interface TestsAnswer extends WeakenedTests {
  readonly defeated: readonly DefeatedTests[]
  /** Paths of fixtures in which there only are more cases. */
  readonly grown: readonly string[]
}

/** In all, on both sides; more than that nobody reads, and it is said. */
const MAX_TOTAL = 5_000_000

/** What the patch does to tests, and what its product code does to them. */
export async function readAndCompare({
  tests,
  products,
  fixtures = [],
  maxMs,
}: TestsWork): Promise<TestsAnswer> {
  const mayGoOn = limitWork(maxMs)
  const read: ReadChange[] = []
  const unread: string[] = []
  const lost: TestChange[] = []
  let total = 0
  // What the base has can be weakened, so it is read first, the small ones before the large ones.
  for (const change of tests.toSorted(inOrderOfReading)) {
    total += sizeOf(change)
    const sides = total > MAX_TOTAL || change.isWithheld ? undefined : await readBoth(change, mayGoOn)
    if (!sides) unread.push(change.path)
    else read.push({ path: change.path, previousPath: change.previousPath, ...sides })
    if (sides && change.deleted && sides.before === undefined && change.before?.trim()) lost.push(change)
    else if (sides?.before && change.deleted && isTested(sides.before) && sides.before.cases.length === 0)
      lost.push(change)
  }
  const { weakened, changed } = findWeakenedTests(read, retiredNames(products))
  return {
    weakened: [...weakened, ...wholeFiles(lost), ...tooMuch(unread, tests.length)],
    changed,
    defeated: await findDefeatedTests(products, mayGoOn),
    grown: fixtures.filter((one) => mayGoOn() && onlyGrows(one)).map(({ path }) => path),
  }
}

function inOrderOfReading(a: TestChange, b: TestChange): number {
  return Number(a.before === undefined) - Number(b.before === undefined) || sizeOf(a) - sizeOf(b)
}

function sizeOf({ before, after }: TestChange): number {
  return (before?.length ?? 0) + (after?.length ?? 0)
}

/** Both sides are read in the same way, or neither: comparing two readings would find differences that do not exist. */
async function readBoth(
  change: TestChange,
  mayGoOn: () => boolean,
): Promise<Pick<ReadChange, 'before' | 'after'> | undefined> {
  const sides = async (by?: 'text') => {
    const before = await side(change.previousPath, change.before, { mayGoOn, ...withoutUndefined({ by }) })
    const after = await side(change.path, change.after, { mayGoOn, ...withoutUndefined({ by }) })
    return [before, after] as const
  }
  let [before, after] = await sides()
  if (before?.kind === 'read' && after?.kind === 'read' && before.by !== after.by)
    [before, after] = await sides('text')
  if (before?.kind === 'unread' || after?.kind === 'unread') return undefined
  return {
    before: before?.kind === 'read' ? before.file : undefined,
    after: after?.kind === 'read' ? after.file : undefined,
  }
}

async function side(
  path: string,
  text: string | undefined,
  how: Parameters<typeof readTestFile>[2],
): Promise<ReadTestFile | undefined> {
  return text === undefined ? undefined : readTestFile(path, text, how)
}

function isTested({ cases, loose }: NonNullable<ReadChange['before']>): boolean {
  return cases.length > 0 || loose.assertions.length > 0
}

/** A deleted test file is reported even when its language cannot be read here. */
function wholeFiles(lost: readonly TestChange[]): WeakenedTests['weakened'] {
  return lost.map(({ previousPath }) => ({
    path: previousPath,
    line: null,
    what: 'deleted',
    detail: 'the whole test file',
  }))
}

function tooMuch(unread: readonly string[], all: number): WeakenedTests['weakened'] {
  const [path] = unread
  return path === undefined
    ? []
    : [{ path, line: null, what: 'unread', detail: `${unread.length} of ${all}` }]
}
