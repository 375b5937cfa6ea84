import type { Row } from '../../../domain/judgement/row.ts'
import type { Matrix, Strength } from '../../../domain/proof/proof.ts'
import { strengthText } from '../../../messages/proof/strength.ts'

/**
 * How strong the tests of each are, where it was measured. It tells those apart that are proven alike; who brings no test notices nothing.
 * Where it is not known of everybody who brings some, it is shown and tells nobody apart.
 */
export function strongRows(rows: readonly Row[], { strength: measured, left }: Matrix): readonly Row[] {
  if (!measured) return rows
  const shown = rows.map((row) => withStrength(row, measured))
  const rivals = shown.filter(({ result, proof }) => result === 'hold' && proof?.isProven && !proof.holds)
  const bringsSome = ({ candidate, testsAdded = [] }: Row) =>
    testsAdded.length > 0 ||
    left.some((one) => one.candidate === candidate) ||
    measured.some((one) => one.candidate === candidate)
  if (rivals.some((row) => !row.proof?.strength && bringsSome(row))) return shown
  return shown.map((row) => (rivals.includes(row) ? counted(row) : row))
}

function withStrength(row: Row, measured: readonly Strength[]): Row {
  const own = measured.find(({ candidate }) => candidate === row.candidate)
  if (!row.proof || !own || own.of === 0) return row
  const { noticed, of, missed } = own
  const { isProven, words } = row.proof
  const strength = { noticed, of, missed }
  const said = isProven ? `${words}, and its tests notice ${strengthText(strength)}` : words
  return { ...row, proof: { ...row.proof, words: said, strength } }
}

function counted(row: Row): Row {
  if (!row.proof?.strength) return row
  const { proof } = row
  return { ...row, proof: { ...proof, strength: { ...row.proof.strength, counts: true as const } } }
}
