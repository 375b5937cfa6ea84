import type { Patch } from '../../../domain/candidate/patch.ts'
import type { FileClass, Measures } from '../../../domain/judgement/measures.ts'

const OF_TESTS: readonly FileClass[] = ['test', 'fixture', 'snapshot']

export function isOfTests(fileClass: FileClass | undefined): boolean {
  return fileClass !== undefined && OF_TESTS.includes(fileClass)
}

/** Which of the hand-written lines are in tests, those within source files too: no policy counts them as size. */
export function linesInTests(
  { files }: Patch,
  measures: Measures | undefined,
): { insertions: number; deletions: number } {
  const paths = new Set(measures?.files.filter((one) => isOfTests(one.class)).map(({ path }) => path) ?? [])
  const tests = files.filter(({ path, binary }) => paths.has(path) && !binary)
  const inline = sumAside(measures, (what) => what === 'tests')
  return {
    insertions: tests.reduce((sum, { insertions }) => sum + insertions, inline.insertions),
    deletions: tests.reduce((sum, { deletions }) => sum + deletions, inline.deletions),
  }
}

/** Lines of comments, documentation and blank lines outside of tests. */
export function linesOfWords(measures: Measures | undefined): { insertions: number; deletions: number } {
  return sumAside(measures, (what) => what !== 'tests')
}

type Asides = NonNullable<Measures['aside']>[number]

function sumAside(
  measures: Measures | undefined,
  isCounted: (what: Asides['what']) => boolean,
): { insertions: number; deletions: number } {
  const some = (measures?.aside ?? []).filter(({ what }) => isCounted(what))
  return {
    insertions: some.reduce((sum, { insertions }) => sum + insertions, 0),
    deletions: some.reduce((sum, { deletions }) => sum + deletions, 0),
  }
}
