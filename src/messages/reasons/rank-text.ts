import { isCounted } from '../../domain/checks/evidence.ts'
import type { Row } from '../../domain/judgement/row.ts'
import { codeSpan } from '../foreign/foreign-text.ts'
import { formatKey, formatPoints, formatPointsBeside, list } from '../numbers.ts'

/** Which required checks a candidate passes, as a clause that follows its name. */
export function checksPassed({ checks }: Pick<Row, 'checks'>): string {
  if (checks.length === 0) return 'passes every required check'
  const passed = checks.filter(isCounted).length
  const rest = checks.filter(({ notRequired }) => !notRequired).length - passed
  const flaky = checks.filter((check) => check.flaky && isCounted(check))
  const green = checks.filter((check) => check.redOnBase && isCounted(check))
  const notes = [
    ...(flaky.length === 0 ? [] : [`${named(flaky)} only on the second run`]),
    ...(green.length === 0 ? [] : [`${named(green)} ${fail(green.length)} on the base`]),
    ...(rest === 0 ? [] : [`the other ${rest === 1 ? 'one' : rest} ${fail(rest)} on the base too`]),
  ]
  const all = rest === 0 ? allChecks(passed) : `${passed} of ${passed + rest} required checks`
  return `passes ${all}${notes.length === 0 ? '' : ` (${notes.join('; ')})`}`
}

function fail(amount: number): string {
  return amount === 1 ? 'fails' : 'fail'
}

function named(checks: Row['checks']): string {
  return list(checks.map(({ check }) => codeSpan(check, 80)))
}

function allChecks(amount: number): string {
  if (amount === 1) return 'the required check'
  return amount === 2 ? 'both required checks' : `all ${amount} required checks`
}

/** B5: by what a winner is named where the policy only ranks. */
export function keyText({ parts }: Pick<Row, 'parts'>): string {
  return parts
    .slice(0, 3)
    .map((part) => inShort(part.explanation))
    .join(', ')
}

type RankedRow = Pick<Row, 'score' | 'key' | 'parts'>

/** How far behind, and what separates two scores most, or where two keys differ first: a clause that follows the name of `worse`. */
export function ranksBelow(worse: RankedRow, better: RankedRow): string {
  const gaps = better.parts.map((part) => {
    const other = worse.parts.find((one) => one.name === part.name)
    const said = against(other?.explanation ?? 'none', part.explanation)
    return { name: part.name, gap: part.points - (other?.points ?? 0), said }
  })
  if (better.score === undefined) {
    const first = gaps.find(({ gap }) => gap !== 0)
    const behind = `has the lower rank key, ${points(worse)} against ${points(better)}`
    return first ? `${behind}: ${first.said}` : behind
  }
  const [most] = gaps.toSorted((a, b) => b.gap - a.gap)
  const behind = `scores ${pointsBeside(worse, better)} against ${pointsBeside(better, worse)}`
  return most ? `${behind}, mostly because of its ${most.name}: ${most.said}` : behind
}

/** `29 changed lines of code against 12`: what both say alike is said once, and what does not count is left out. */
function against(worse: string, better: string): string {
  // Sentences are not amounts.
  if ([worse, better].every((one) => one.startsWith('it ')))
    return `${inShort(worse)}, while the other ${inShort(better).slice('it '.length)}`
  const [first, second] = [inShort(worse).split(' '), inShort(better).split(' ')]
  const most = Math.min(first.length, second.length) - 1
  let start = 0
  while (start < most && first[start] === second[start]) start += 1
  // Only an amount, or what comes after a colon, stands by itself.
  if (!/^[−+-]?\d/.test(second[start] ?? '') && !second[start - 1]?.endsWith(':')) start = 0
  let end = 0
  while (end < most - start && first.at(-1 - end) === second.at(-1 - end)) end += 1
  return `${first.join(' ')} against ${second.slice(start, second.length - end).join(' ')}`
}

/** An explanation without what it adds in brackets. */
function inShort(explanation: string): string {
  const at = explanation.indexOf(' (')
  return at < 0 ? explanation : explanation.slice(0, at)
}

export function scores({ score }: Pick<Row, 'score'>): string {
  return score === undefined ? 'has' : 'scores'
}

/** The score, or the key where the policy only ranks. */
export function points({ score, key = [] }: Pick<Row, 'score' | 'key'>): string {
  return score === undefined ? formatKey(key) : formatPoints(score)
}

/** Two scores that differ never look the same. */
function pointsBeside(row: RankedRow, { score: other }: RankedRow): string {
  return row.score === undefined || other === undefined ? points(row) : formatPointsBeside(row.score, other)
}
