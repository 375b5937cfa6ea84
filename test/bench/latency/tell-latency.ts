import { percentile, seconds } from '../figures/numbers.ts'
import { report, say } from '../figures/report.ts'
import { leastDraftsMs } from './least.ts'
import type { Figures } from './measure-runs.ts'

interface Told {
  readonly count: number
  /** One a minute, instead of all at once. */
  readonly isSpread?: boolean
  /** Stands behind each name. */
  readonly where?: string
  /** What the README quotes of 20 at once and, of the winner, of one alone. */
  readonly headlines?: readonly ('drafts' | 'ready')[]
}

const GOALS_S = { drafts: 10, ready: { alone: 2, many: 5 } }
/** More in one moment than these are no goal: GitHub's limits alone take minutes then. */
const MOST_AT_ONCE = 20

/** What was measured of `count` runs; what people wait for as the 95th percentile. */
export function tellLatency(
  figures: Figures,
  { count, isSpread = false, where, headlines = [] }: Told,
): void {
  const { drafts, ready, settledMs, refusals, requests } = figures
  const when = isSpread ? `${count} in an hour` : count === 1 ? 'alone' : `${count} at once`
  const what = (name: string, whose: string) =>
    [name, when, count > 1 && whose, where].filter(Boolean).join(', ')
  const p95 = (values: readonly number[]) => seconds(percentile(values, 0.95))
  const hasGoal = isSpread || count <= MOST_AT_ONCE
  const isQuoted = !isSpread && count === MOST_AT_ONCE
  say(`${when}: ${requests} requests; label → drafts ${shown(drafts)}; last check → ready ${shown(ready)}`)
  report({
    ...{ name: what('label → drafts without the writing', 'p95'), figure: p95(drafts), unit: 's' },
    ...{
      bound: seconds(leastDraftsMs(isSpread ? 1 : count)),
      headline: headlines.includes('drafts') && isQuoted,
    },
    ...(hasGoal && { goal: { atMost: GOALS_S.drafts } }),
  })
  if (count > 1)
    report({
      ...{ name: what('label → drafts without the writing', 'median'), unit: 's' },
      figure: seconds(percentile(drafts, 0.5)),
    })
  report({
    ...{ name: what('last check → winner ready', 'p95'), figure: p95(ready), unit: 's' },
    ...{ headline: headlines.includes('ready') && (isQuoted || count === 1) },
    ...(hasGoal && { goal: { atMost: count === 1 ? GOALS_S.ready.alone : GOALS_S.ready.many } }),
  })
  if (settledMs !== undefined)
    report({ name: what('last check → all settled', 'longest'), figure: seconds(settledMs), unit: 's' })
  const name = ['requests refused by a limit', when, where].filter(Boolean).join(', ')
  report({ name, figure: refusals, unit: '', goal: { atMost: 0 }, headline: isSpread })
}

/** All of them in seconds, shortest first. */
function shown(times: readonly number[]): string {
  return times
    .toSorted((a, b) => a - b)
    .map(seconds)
    .join(' ')
}
