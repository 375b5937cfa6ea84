import { codeSpan } from '../../messages/foreign-text.ts'
import type { Gate, GateCase } from './gate-case.ts'

/**
 * A9: candidates are only comparable when their tests read the same data. One path with different contents rejects each that has
 * changed it, because none of them is the measure of the others; who left a fixture as the base has it stays.
 */
export const fixturesDiffer: Gate = (candidate, all) => {
  const inOrder = all.toSorted((a, b) => a.place - b.place)
  for (const [path, content] of fixturesOf(candidate)) {
    const other = inOrder.find((one) => contentFor(one, path, candidate) !== content)
    if (!other) continue
    const what = `${codeSpan(path, 120)} is not the same as in ${codeSpan(other.id, 40)}`
    return [{ gate: 'fixtures differ', reason: `changes a test fixture of its own: ${what}` }]
  }
  return []
}

const UNTOUCHED = 'as on the base'

/** What the candidate's tests read, by path. A new snapshot is the product of its own tests, so it is none of these. */
function fixturesOf({ measures, patch }: GateCase): ReadonlyMap<string, string | null> {
  const isNewSnapshot = (path: string) =>
    measures?.files.some((one) => one.path === path && one.class === 'snapshot') &&
    patch.files.some((one) => one.path === path && one.status === 'added')
  const fixtures = (measures?.fixtures ?? []).filter(({ path }) => !isNewSnapshot(path))
  return new Map(fixtures.map(({ path, hash }) => [path, hash]))
}

/** A fixture that is new in one candidate and missing in the other is no variance: nobody else reads it. */
function contentFor(other: GateCase, path: string, candidate: GateCase): string | null | undefined {
  const content = fixturesOf(other).get(path)
  if (content !== undefined) return content
  const isNew = candidate.patch.files.some((one) => one.path === path && NEW.includes(one.status))
  return isNew ? fixturesOf(candidate).get(path) : UNTOUCHED
}

const NEW: readonly string[] = ['added', 'copied', 'renamed']
