import type { WeakenedTest } from '../../../../../domain/judgement/measures.ts'
import type { WeakenedTests } from '../find-weakened-tests.ts'
import type { Body } from '../test-file.ts'
import { compareBodies, type Difference, type Helpers } from './compare-bodies.ts'
import { compareTables, type FileWords } from './compare-tables.ts'

/** A test, a helper, or what stands outside of both. */
export interface Sides {
  /** Where it stood before. */
  readonly from: string
  readonly path: string
  readonly test: string
  readonly before: Body
  readonly after: Body
}

export interface Context {
  readonly helpers: Helpers
  readonly retired: ReadonlySet<string>
  /** What a file is repeated over, and what it asserts, in words. */
  readonly wordsOf: (path: string) => FileWords
  readonly isElsewhere: (row: string, body: Body) => boolean
}

/** What it proves less than before, and what it expects now that it did not. */
export function compareSides(
  sides: Sides,
  { helpers, retired, wordsOf, isElsewhere }: Context,
): WeakenedTests {
  const { path, test } = sides
  const differences = compareBodies(sides.before, sides.after, helpers).map((one) => excused(one, retired))
  const tables = compareTables(
    { ...sides, ...wordsOf(sides.from) },
    { isElsewhere: (row) => isElsewhere(row, sides.after), isRetired: (row) => mentions(row, retired) },
  )
  return {
    weakened: [
      ...differences.filter(({ what }) => what !== 'changed').map((one) => weakenedBy(one, sides)),
      ...tables.weakened,
    ],
    changed: [
      ...differences
        .filter(({ what }) => what === 'changed')
        .map(({ line, before, after }) => ({ path, line, test: test.slice(0, 120), before, after })),
      ...tables.changed,
    ],
  }
}

/** What it asked of something that the product no longer has. */
function excused(one: Difference, retired: ReadonlySet<string>): Difference {
  return one.what === 'removed' && mentions(one.before, retired) ? { ...one, what: 'changed' } : one
}

function mentions(text: string, retired: ReadonlySet<string>): boolean {
  return (text.match(/[A-Za-z_]\w*/g) ?? []).some((word) => retired.has(word))
}

const KINDS = {
  removed: 'assertions-removed',
  weakened: 'assertions-weakened',
  swallowed: 'failures-hidden',
  unreached: 'not-reached',
  changed: 'assertions-weakened',
} as const

function weakenedBy({ what, line, before, after }: Difference, { path, test }: Sides): WeakenedTest {
  const reported = after === '' ? before : `${before} → ${after}`
  return { path, line, what: KINDS[what], detail: test === '' ? reported : `${test}: ${reported}` }
}
