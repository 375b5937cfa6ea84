import type { Patch } from '../../../domain/candidate/patch.ts'
import type { Measures } from '../../../domain/judgement/measures.ts'

/** B3, as measured: test files that are new, those that hold more than before, and data of tests with more cases than before. */
export function testsAdded({ files }: Patch, measures: Measures | undefined): readonly string[] {
  const { added = [], changed = [] } = measures?.tests ?? {}
  const grows = (path: string) =>
    files.some((file) => file.path === path && !file.binary && file.insertions > file.deletions)
  const cases = (measures?.fixtures ?? []).filter((one) => one.grows).map(({ path }) => path)
  return [...[...added, ...changed].filter(grows), ...cases]
}
