import type { Row } from '../../domain/judgement/row.ts'
import { gateCaseOf, type WrittenCandidate } from '../gates/gate-case.ts'
import { checksGates, comparedGates } from '../gates/gates.ts'
import type { AllAssessed } from './all-assessed.ts'
import { weighExpectations } from './columns/weigh-expectations.ts'
import { mergeSamePatches } from './merge-same-patches.ts'
import { reject } from './reject.ts'

/** Gates that compare candidates, once each has its own verdict: before, a candidate that is late would change the reasons of others. */
export function compare(inputs: readonly WrittenCandidate[], { rows, evidence }: AllAssessed): AllAssessed {
  if (rows.some((row) => row.result === 'waiting')) return { rows, evidence }
  const judged = byTheirChecks(inputs, rows)
  const isRemaining = (id: string) => judged.some((row) => row.candidate === id && row.result === 'hold')
  const remaining = inputs.flatMap((input) => (isRemaining(input.brief.id) ? (gateCaseOf(input) ?? []) : []))
  const compared = judged.map((row) => {
    const gateCase = remaining.find((one) => one.id === row.candidate)
    const gates = gateCase ? comparedGates(gateCase, remaining) : []
    return gates.length > 0 ? reject(row, gates) : row
  })
  const weighed = weighExpectations({ rows: compared, evidence }, remaining)
  const left = remaining.filter(({ id }) =>
    compared.some((row) => row.candidate === id && row.result === 'hold'),
  )
  return { ...weighed, rows: mergeSamePatches(weighed.rows, left) }
}

function byTheirChecks(inputs: readonly WrittenCandidate[], rows: readonly Row[]): readonly Row[] {
  const settings = inputs[0]?.speculation.settings
  if (!settings) return rows
  return checksGates(settings).reduce(
    (before, judge) =>
      before.map((row) => {
        const input = inputs.find(({ brief }) => brief.id === row.candidate)
        const gates = judge(row, { rows: before, gateCase: input && gateCaseOf(input) })
        return gates.length > 0 ? reject(row, gates) : row
      }),
    rows,
  )
}
