import type { WeakenedTest } from '../../../../../domain/judgement/measures.ts'
import type { TestPair } from '../gone/pair-tests.ts'

const FOUND: readonly (readonly [ending: RegExp, found: RegExp])[] = [
  [/\.(?:java|kt|groovy)$/, /^(?:Test\w*|\w*(?:Tests?|TestCase|Spec|IT))$/],
  [/\.php$/, /Test$/],
]

/** Classes of tests whose new name is none that runners look for; the name of the file stays as it is. */
export function lostClasses(pairs: readonly TestPair[]): WeakenedTest[] {
  const found = new Map<string, WeakenedTest>()
  for (const { before, after } of pairs) {
    const pattern = FOUND.find(([ending]) => ending.test(after.path))?.[1]
    const [was, is] = [outermost(before.fullName), outermost(after.fullName)]
    if (!pattern || before.at !== after.path || !pattern.test(was) || is === '' || pattern.test(is)) continue
    const detail = `${is}, the new name of ${was}, is none that runners look for`
    found.set(`${after.path}\n${is}`, { path: after.path, line: after.line, what: 'run-changed', detail })
  }
  return [...found.values()]
}

const outermost = (fullName: string) => (fullName.includes(' › ') ? (fullName.split(' › ')[0] ?? '') : '')
