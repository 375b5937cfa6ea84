import type { FileClass } from '../../../domain/judgement/measures.ts'
import { MAX_PROOF_FILES } from '../../../domain/proof/proof.ts'
import { classOfPath } from '../../analysis/content/classify-file.ts'
import { rustTests } from '../../analysis/content/rust-tests.ts'
import { readTestFile } from '../../analysis/content/tests/read/read-test-file.ts'
import { GONE, type TreeChange } from './tree-change.ts'

/** The tests of one candidate: all that travels, and which files of it are run. */
export interface TestSet {
  readonly travels: readonly TreeChange[]
  readonly files: readonly string[]
  /** Data of the base's own tests, where nothing but data is brought: then these tests are run on it. */
  readonly data?: string | undefined
  /** What is not run, and why. */
  readonly left: readonly { readonly file: string; readonly reason: string }[]
}

const TRAVELS: readonly FileClass[] = ['test', 'fixture', 'snapshot']

export function isOfTests({ path }: Pick<TreeChange, 'path'>): boolean {
  return TRAVELS.includes(classOfPath(path))
}

/**
 * Tests, their data and their helpers travel; what is deleted stays. Only files that hold test cases are run: `read` answers the text of
 * an object.
 */
export async function testSetOf(
  changes: readonly TreeChange[],
  read: (change: TreeChange) => Promise<string>,
): Promise<TestSet> {
  const travels = changes.filter((one) => isOfTests(one) && one.mode !== GONE)
  const found: string[] = []
  const left: { file: string; reason: string }[] = []
  for (const change of travels.filter(
    ({ path, mode }) => classOfPath(path) === 'test' && mode.startsWith('100'),
  )) {
    if (await holdsTests(change.path, await read(change))) found.push(change.path)
  }
  for (const file of found.slice(MAX_PROOF_FILES))
    left.push({ file, reason: `only ${MAX_PROOF_FILES} test files of a candidate are run` })
  for (const change of changes.filter(({ path, mode }) => path.endsWith('.rs') && mode.startsWith('100'))) {
    if (classOfPath(change.path) === 'source' && rustTests(await read(change)) !== '')
      left.push({
        file: change.path,
        reason: 'its tests stand inside the product’s source and cannot travel by themselves',
      })
  }
  const data = travels.find(({ path, mode }) => classOfPath(path) === 'fixture' && mode.startsWith('100'))
  return {
    travels,
    files: found.slice(0, MAX_PROOF_FILES),
    ...(found.length === 0 && data && { data: data.path }),
    left,
  }
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
