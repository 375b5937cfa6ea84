import type { FileClass } from '../../../domain/judgement/measures.ts'
import { MAX_PROOF_FILES } from '../../../domain/proof/proof.ts'
import { withoutUndefined } from '../../../domain/without-undefined.ts'
import { classOfPath } from '../../analysis/content/classify-file.ts'
import { rustTests } from '../../analysis/content/rust-tests.ts'
import { readTestFile } from '../../analysis/content/tests/read/read-test-file.ts'
import { parseRust } from './inline-tests.ts'
import { GONE, type TreeChange } from './tree-change.ts'

/** The tests of one candidate: all that travels, and which files of it are run. */
export interface TestSet {
  readonly travels: readonly TreeChange[]
  readonly files: readonly string[]
  /** Those of the files that are the product's source: of them only the tests that stand inside travel. */
  readonly inside: readonly string[]
  /** Data of the base's own tests: then these tests are run on it. */
  readonly data?: string | undefined
  /** The tests that are not run, and why. */
  readonly left: readonly { readonly file: string; readonly reason: string }[]
}

const TRAVELS: readonly FileClass[] = ['test', 'fixture', 'snapshot']

export function isOfTests({ path }: Pick<TreeChange, 'path'>): boolean {
  return TRAVELS.includes(classOfPath(path))
}

export interface ObjectReader {
  /** The text of an object. */
  readonly read: (change: TreeChange) => Promise<string>
  /** What the base has at a path; empty where there is nothing. */
  readonly readBase: (path: string) => Promise<string>
}

/** Tests, their data and their helpers travel; what is deleted stays. Only files that hold test cases are run. */
export async function testSetOf(
  changes: readonly TreeChange[],
  { read, readBase }: ObjectReader,
): Promise<TestSet> {
  const travels = changes.filter((one) => isOfTests(one) && one.mode !== GONE)
  const found: string[] = []
  const texts: string[] = []
  for (const change of travels.filter(isPlainFile).filter(({ path }) => classOfPath(path) === 'test')) {
    const text = await read(change)
    if (!(await holdsTests(change.path, text))) continue
    found.push(change.path)
    texts.push(text)
  }
  const { inside, left } = await insideSource(changes, { read, readBase })
  const files = [...found, ...inside]
  const more = files
    .slice(MAX_PROOF_FILES)
    .map((file) => ({ file, reason: `only ${MAX_PROOF_FILES} test files of a candidate are run` }))
  const data = travels.find((one) => isPlainFile(one) && isDataOfBase(one, texts))
  return {
    travels,
    files: files.slice(0, MAX_PROOF_FILES),
    inside,
    ...withoutUndefined({ data: data?.path }),
    left: [...more, ...left],
  }
}

function isPlainFile({ mode }: TreeChange): boolean {
  return mode.startsWith('100')
}

/** What a test that comes with it names is that test's; anything else the base's tests may read. */
function isDataOfBase({ path }: TreeChange, tests: readonly string[]): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1)
  return classOfPath(path) === 'fixture' && !tests.some((text) => text.includes(name))
}

/** Source files whose own tests are others than on the base. */
async function insideSource(
  changes: readonly TreeChange[],
  { read, readBase }: ObjectReader,
): Promise<Pick<TestSet, 'inside' | 'left'>> {
  const inside: string[] = []
  const left: { file: string; reason: string }[] = []
  for (const change of changes.filter(isPlainFile).filter(({ path }) => mayHoldTests(path))) {
    const [text, before] = [await read(change), await readBase(change.path)]
    if (rustTests(text) === '') continue
    const [own, base] = [await parseRust(text), await parseRust(before)]
    if (!own || !base) left.push({ file: change.path, reason: STUCK })
    else if (own.tests.join('').trim() !== base.tests.join('').trim()) inside.push(change.path)
  }
  return { inside, left }
}

const STUCK = 'its tests stand inside the product’s source at places from which they cannot be taken'

function mayHoldTests(path: string): boolean {
  return path.endsWith('.rs') && classOfPath(path) === 'source'
}

const MAX_MS = 5_000

/** A file in a language that nobody here can read is run if it is called like a test. */
export async function holdsTests(path: string, text: string): Promise<boolean> {
  const end = performance.now() + MAX_MS
  const read = await readTestFile(path, text, { mayGoOn: () => performance.now() < end })
  if (read.kind !== 'read') return true
  const { cases, loose } = read.file
  return cases.length > 0 || loose.assertions.length > 0
}
