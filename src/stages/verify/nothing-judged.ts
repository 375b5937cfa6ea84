import type { CheckVerdict } from '../../domain/checks/evidence.ts'
import type { Row } from '../../domain/judgement/row.ts'
import { codeSpan } from '../../messages/foreign/foreign-text.ts'
import { list } from '../../messages/numbers.ts'

export const NO_PROOF_GATE = 'no proof'

/** Every check that was asked about it fails on the base already, and nothing else is against it: nobody could tell it from a good one. */
export function isUnjudged({ result, gates, checks }: Row): boolean {
  return (
    result === 'reject' &&
    gates.length > 0 &&
    gates.every(({ gate }) => gate === NO_PROOF_GATE) &&
    redOnes(checks).length > 0
  )
}

/** Why nobody is promoted where nobody could be judged. */
export function nothingJudgedReason(rows: readonly Row[]): string {
  const checks = rows.flatMap((row) => redOnes(row.checks))
  const red = checks.filter((one, place) => checks.findIndex(({ check }) => check === one.check) === place)
  const [verb, it] = red.length === 1 ? ['fails', 'it'] : ['fail', 'any of them']
  return `No required check could tell a right patch from a wrong one: ${someNames(red)} ${verb} on the base already, and no candidate turns ${it} green.`
}

function redOnes(checks: readonly CheckVerdict[]): readonly CheckVerdict[] {
  return checks.filter(({ redOnBase, notRequired }) => redOnBase && !notRequired)
}

/** The names of a few checks, or how many there are. */
export function someNames(checks: readonly Pick<CheckVerdict, 'check'>[]): string {
  return checks.length > MOST
    ? `all ${checks.length} of them`
    : list(checks.map(({ check }) => codeSpan(check, 80)))
}

const MOST = 4
