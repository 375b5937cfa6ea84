import type { Row } from '../../domain/judgement/row.ts'
import { codeSpan } from '../../messages/foreign/foreign-text.ts'
import { standsForBoth } from '../../messages/reasons/same-patch.ts'
import { duplicate } from '../gates/duplicate.ts'
import { isOn } from '../gates/gate.ts'
import type { GateCase } from '../gates/gate-case.ts'

/**
 * Identical patches are one candidate with several authors (V15): among those that stand, the one planned first represents them, and
 * whoever is not there any more represents nobody. That they agree is evidence; a pull request that was entered is none, because drafts
 * can be read and copied. Patches that were not measured are not guessed about.
 */
export function mergeSamePatches(rows: readonly Row[], remaining: readonly GateCase[]): readonly Row[] {
  const inOrder = remaining.filter((one) => isOn(duplicate, one.settings)).toSorted(byPlace)
  return rows.map((row) => {
    const own = inOrder.find(({ id }) => id === row.candidate)
    if (!own?.measures || row.result !== 'hold' || !row.risk) return row
    const same = inOrder.filter(({ measures }) => measures?.patchId === own.measures?.patchId)
    const [first] = same
    if (!first || same.length === 1) return row
    if (first !== own) return { ...row, sameAs: first.id, reason: standsForBoth(codeSpan(first.id, 40)) }
    const agreement = same.filter((one) => one !== own && !one.isSubmitted && !own.isSubmitted)
    return agreement.length === 0 ? row : { ...row, agreement: agreement.map(({ id }) => id) }
  })
}

function byPlace(a: GateCase, b: GateCase): number {
  return a.place - b.place
}
