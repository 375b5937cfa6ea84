import type { CheckVerdict } from '../../domain/checks/evidence.ts'
import type { Row } from '../../domain/judgement/row.ts'
import { codeSpan } from '../../messages/foreign/foreign-text.ts'
import { count } from '../../messages/numbers.ts'
import type { ChecksGate, Everybody } from './gate.ts'
import type { GateCase } from './gate-case.ts'

export const fewerTests: ChecksGate = {
  name: 'fewer tests',
  class: 'checks',
  judge: ranFewer,
  switchedOffBy: ['gates.off'],
  documentation: 'fewer tests run than on the base, without a deleted test file that would explain it',
}

/**
 * A check that passes with fewer tests than on the base proves less. Only where both logs have a number, or the base's has one and this one
 * has fallen silent, as it does when a process ends before its tests. Where everybody runs fewer, the run on the base was another one, and
 * the most of any of them is asked for.
 */
function ranFewer(row: Row, { rows, gateCase }: Everybody): readonly string[] {
  if (row.result !== 'hold' || !gateCase || deletesTests(gateCase)) return []
  return row.checks.flatMap((check) => {
    const { tests, testsOnBase } = check
    if (check.verdict !== 'passed' || check.mustFail || tests === undefined || testsOnBase === undefined)
      return []
    const least = askedOf(check, rows)
    const ran = tests?.ran ?? 0
    if (ran >= least) return []
    const how = tests === null ? 'reports no test' : `reports ${count(ran, 'test')}`
    const where = least === testsOnBase ? 'on the base' : 'with another candidate'
    return [`runs fewer tests: the log of ${codeSpan(check.check, 80)} ${how}, and ${least} ran ${where}`]
  })
}

function askedOf({ check, testsOnBase = 0 }: CheckVerdict, rows: readonly Row[]): number {
  const counts = rows.flatMap(({ checks }) =>
    checks.flatMap((one) =>
      one.check === check && one.verdict === 'passed' && one.tests !== undefined ? [one.tests?.ran ?? 0] : [],
    ),
  )
  const isAnotherRun = counts.length > 1 && counts.every((ran) => ran < testsOnBase)
  return isAnotherRun ? Math.max(...counts) : testsOnBase
}

/** The gate for weakened tests has already judged that. */
function deletesTests({ patch, measures }: GateCase): boolean {
  const tests = new Set(measures?.files.filter((one) => one.class === 'test').map(({ path }) => path))
  return patch.files.some(({ path, status }) => status === 'deleted' && tests.has(path))
}
