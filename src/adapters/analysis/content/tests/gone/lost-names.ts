import type { WeakenedTest } from '../../../../../domain/judgement/measures.ts'
import type { ReadChange } from '../find-weakened-tests.ts'

/** What runners look for where nothing else is said, by the ending of a file. */
const FOUND: readonly (readonly [ending: RegExp, found: RegExp])[] = [
  [/\.[cm]?[jt]sx?$/, /[._-](?:test|spec|e2e|cy)s?\.[cm]?[jt]sx?$/],
  [/\.py$/, /(?:^|\/)(?:test[^/]*|[^/]*_tests?)\.py$/],
  [
    /\.go$/,
    /^(?!.*(?:^|\/)(?:testdata|_[^/]*)\/)(?!.*_(?:windows|darwin|plan9|js|wasip1|wasm|aix|android|ios|solaris|illumos|freebsd|netbsd|openbsd|dragonfly|arm|arm64|386|s390x|ppc64le|riscv64)_test\.go$).*_test\.go$/,
  ],
  [/\.rs$/, /(?:^|\/)tests\/(?:[^/]+|[^/]+\/main)\.rs$/],
  [/\.rb$/, /(?:^|\/)(?:test_[^/]*|[^/]*_(?:test|spec))\.rb$/],
  [/\.php$/, /Test\.php$/],
  [/\.(?:java|kt|groovy)$/, /(?:^|\/)(?:Test[^/]*|[^/]*(?:Tests?|TestCase|Spec|IT))\.(?:java|kt|groovy)$/],
]

/** Tests that still stand there, in a file that has got a name which their runner does not look for. */
export function lostNames(changes: readonly ReadChange[]): readonly WeakenedTest[] {
  return changes.flatMap(({ path, previousPath, before, after }): WeakenedTest[] => {
    if (path === previousPath || !before?.cases.length || !after?.cases.length) return []
    const found = FOUND.find(([ending]) => ending.test(previousPath))?.[1]
    if (!found?.test(previousPath) || isFound(found, path, previousPath)) return []
    return [
      {
        path,
        line: 1,
        what: 'run-changed',
        detail: `the new name of ${nameOf(previousPath)} is none that runners look for`,
      },
    ]
  })
}

const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1)

/** `.spec.js` for `.specs.js` are two names to a runner. */
function isFound(found: RegExp, path: string, previousPath: string): boolean {
  if (!found.test(path)) return false
  const plural = /[._-](?:test|spec|e2e|cy)s\.[cm]?[jt]sx?$|_tests\.py$/
  return plural.test(previousPath) || !plural.test(path)
}
