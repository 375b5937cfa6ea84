import type { WeakenedTest } from '../../../../../domain/judgement/measures.ts'
import type { TestFile } from '../test-file.ts'

/** Tests in C that are still there, and that nothing calls any more. */
export function notCalled(before: readonly TestFile[], after: readonly TestFile[]): readonly WeakenedTest[] {
  const is = sumOf(after)
  const [hadCases, hasCases] = [before, after].map(
    (files) => new Set(files.flatMap(({ cases }) => cases.map(({ name }) => name))),
  )
  return before.flatMap(({ path, mentions = new Map<string, number>() }) =>
    [...mentions.keys()].flatMap((name): WeakenedTest[] => {
      // A test that was renamed or removed is reported as such.
      const isGone = hadCases?.has(name) && !hasCases?.has(name)
      if (name.endsWith(' ?')) return []
      if (isGone || (is.get(name) ?? 0) > 0) return []
      const how = is.has(`${name} ?`) ? 'only called on a condition' : 'no longer called'
      return [{ path, line: null, what: 'not-reached', detail: `${name} is ${how}` }]
    }),
  )
}

function sumOf(files: readonly TestFile[]): ReadonlyMap<string, number> {
  const sum = new Map<string, number>()
  for (const { mentions = new Map<string, number>() } of files)
    for (const [name, count] of mentions) sum.set(name, (sum.get(name) ?? 0) + count)
  return sum
}
