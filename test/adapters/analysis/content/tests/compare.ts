import {
  readAndCompare,
  type TestChange,
} from '../../../../../src/adapters/analysis/content/tests/compare/read-and-compare.ts'
import { type Edit, edited, SUITES, type SuiteName } from './suites.ts'

const MS = 30_000

export function compare(
  ...sides: readonly (readonly [path: string, before: string | undefined, after: string | undefined])[]
) {
  const tests = sides.map(
    ([path, before, after]): TestChange => ({
      path,
      previousPath: path,
      deleted: after === undefined,
      before,
      after,
    }),
  )
  return readAndCompare({ tests, products: [], maxMs: MS })
}

export const compareEdited = (name: SuiteName, edits: readonly Edit[]) =>
  compare([SUITES[name].path, SUITES[name].text, edited(name, edits)])
