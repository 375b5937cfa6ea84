import type { Judged } from './judge-commit.ts'
import type { History } from './judge-history.ts'

const MAX_CASES = 10

/** Rates over the ordinary commits, which are what a candidate would be, over those that change code, and over all; then the first cases. */
export function historyReport({ repo, judged, others, unread, gates, leftOut }: History): string {
  const ordinary = judged.filter(isOrdinary)
  const code = judged.filter(({ changesCode }) => changesCode)
  // Where some were left out, a rate over the rest is no rate over all.
  const isAll = others === 0
  const hasCode = isAll || code.length > ordinary.length
  const withoutChecks = judged.filter((one) => one.isWithoutChecks).length
  const kinds = Map.groupBy(judged, ({ kind }) => kind)
  const counted = [...kinds].map(([kind, some]) => `${some.length} ${kind}`)
  const rows = gates.map((gate) => {
    const cells = [
      rate(ordinary.filter(trips(gate)), ordinary),
      hasCode ? rate(code.filter(trips(gate)), code) : '',
      isAll ? rate(judged.filter(trips(gate)), judged) : '',
    ]
    return `${gate.padEnd(18)} ${cells.map((cell) => cell.padStart(18)).join('')}`
  })
  return [
    `${repo}: ${judged.length} commits (${counted.join(', ')})`,
    ...(others > 0 ? [`${others} that were left out were not judged`] : []),
    ...(unread.length > 0 ? [`${unread.length} not read, the first because: ${unread[0]?.why}`] : []),
    ...(withoutChecks > 0 ? [`${withoutChecks} on a base that has no check, so that nothing judges`] : []),
    `left out, for want of a pull request, a report or rivals: ${leftOut.join(', ')}`,
    '',
    `${'gate'.padEnd(18)} ${['of ordinary', hasCode ? 'of code' : '', isAll ? 'of all' : ''].map((head) => head.padStart(18)).join('')}`,
    ...rows,
    ...gates.flatMap((gate) => casesOf(gate, judged)),
    '',
  ].join('\n')
}

const isOrdinary = ({ kind }: Judged) => kind === 'ordinary'

const trips =
  (gate: string) =>
  (one: Judged): boolean =>
    one.trips.some((trip) => trip.gate === gate)

function rate(some: readonly Judged[], all: readonly Judged[]): string {
  const percent = all.length === 0 ? 0 : (100 * some.length) / all.length
  return `${some.length} (${percent.toFixed(1)} %)`
}

/** The ordinary ones first. */
function casesOf(gate: string, judged: readonly Judged[]): readonly string[] {
  const found = judged.filter(trips(gate))
  if (found.length === 0) return []
  const inOrder = found.toSorted((a, b) => Number(isOrdinary(b)) - Number(isOrdinary(a)))
  const lines = inOrder.slice(0, MAX_CASES).flatMap(({ commit, kind, subject, trips: all }) => {
    const reasons = all.filter((trip) => trip.gate === gate).map(({ reason }) => `    ${reason}`)
    return [`  ${commit.slice(0, 10)} [${kind}] ${subject.slice(0, 100)}`, ...reasons]
  })
  return ['', `${gate} (${Math.min(found.length, MAX_CASES)} of ${found.length})`, ...lines]
}
