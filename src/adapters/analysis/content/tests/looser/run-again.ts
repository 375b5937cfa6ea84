import type { WeakenedTest } from '../../../../../domain/judgement/measures.ts'
import type { TestPair } from '../gone/pair-tests.ts'
import type { Marker, TestFile } from '../test-file.ts'

/** Tests of the base that are run again when they fail, and were not. */
export function runAgain(
  before: readonly TestFile[],
  after: readonly TestFile[],
  pairs: readonly TestPair[],
): readonly WeakenedTest[] {
  return [
    ...pairs.flatMap(({ before: old, after: now }) =>
      more(old.retries, now.retries).map((one) =>
        hiddenFailure(now.path, { line: now.line, says: `${now.name}: ${one}` }),
      ),
    ),
    ...ofGroups(before, after, pairs),
  ]
}

function hiddenFailure(path: string, { line, says }: Pick<Marker, 'line' | 'says'>): WeakenedTest {
  return { path, line, what: 'failures-hidden', detail: `${says}, run again when it fails`.slice(0, 200) }
}

/** Groups that have tests of the base, and whole files that have. */
function ofGroups(
  before: readonly TestFile[],
  after: readonly TestFile[],
  pairs: readonly TestPair[],
): WeakenedTest[] {
  const known = before.flatMap(({ retries = [] }) => retries.map(({ says }) => says))
  const names = before.flatMap(({ cases }) => cases.map(({ fullName }) => fullName))
  const paths = new Set(pairs.map(({ after: { path } }) => path))
  return after
    .filter(({ path }) => paths.has(path))
    .flatMap(({ path, retries = [] }) =>
      retries
        .filter(
          ({ key, says }) => names.some((name) => name.startsWith(key)) && more(known, [says]).length > 0,
        )
        .map((one) => hiddenFailure(path, one)),
    )
}

/** Not what was there before, with the same number or a larger one. */
function more(was: readonly string[] = [], is: readonly string[] = []): readonly string[] {
  return is.filter(
    (one) =>
      !was.some((old) => withoutNumbers(old) === withoutNumbers(one) && numberIn(old) >= numberIn(one)),
  )
}

const withoutNumbers = (text: string) => text.replace(/\d+/g, '0')
const numberIn = (text: string) => Number(/\d{1,9}/.exec(text)?.[0] ?? 0)
