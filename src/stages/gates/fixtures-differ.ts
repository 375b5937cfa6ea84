import { codeSpan } from '../../messages/foreign/foreign-text.ts'
import type { ComparedGate } from './gate.ts'
import type { GateCase } from './gate-case.ts'

export const fixturesDiffer: ComparedGate = {
  name: 'fixtures differ',
  class: 'compared',
  judge: otherFixture,
  switchedOffBy: ['gates.off', 'gates.fixtures_may_differ'],
  documentation:
    'a fixture that another candidate has changed in another way; cases that are added do not count',
}

/**
 * A9: candidates are only comparable when their tests read the same data. Different contents of what the base has reject each that has
 * changed it, because none of them is the measure of the others; who left a fixture as the base has it stays, and so does who only
 * adds cases to it: they are tests, which whoever likes may run on everybody.
 */
function otherFixture(candidate: GateCase, all: readonly GateCase[]): readonly string[] {
  const inOrder = all.toSorted((a, b) => a.place - b.place)
  for (const [path, content] of fixturesOf(candidate)) {
    const other = inOrder.find((one) => contentFor(one, path) !== content)
    if (!other) continue
    const what = `${codeSpan(path, 120)} is not the same as in ${codeSpan(other.id, 40)}`
    return [`changes a test fixture of its own: ${what}`]
  }
  return []
}

const UNTOUCHED = 'as on the base'

/** The fixtures read by the base's tests that the candidate has changed. */
function fixturesOf({ measures, patch }: GateCase): ReadonlyMap<string, string | null> {
  const isNew = (path: string) => patch.files.some((one) => one.path === path && NEW.includes(one.status))
  const changed = (measures?.fixtures ?? []).filter(({ path, grows }) => !grows && !isNew(path))
  return new Map(changed.map(({ path, hash }) => [path, hash]))
}

/** A candidate that only adds cases, or changes nothing, counts as having the base's fixture. */
function contentFor(other: GateCase, path: string): string | null {
  const content = fixturesOf(other).get(path)
  return content === undefined ? UNTOUCHED : content
}

const NEW: readonly string[] = ['added', 'copied', 'renamed']
