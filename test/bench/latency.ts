import { benchArguments } from './figures/bench-arguments.ts'
import { percentile, seconds, tenths } from './figures/numbers.ts'
import { report, say } from './figures/report.ts'
import { leastDraftsMs } from './latency/least.ts'
import { measureDue } from './latency/measure-due.ts'
import { type Figures, type Load, measureRuns } from './latency/measure-runs.ts'

/**
 * How long people wait at GitHub's own limits: so many issues labelled at once, three candidates each, on an embedded GitHub that keeps to
 * the limits and needs 150 ms for every answer. Agents write nothing worth waiting for, and all checks end in one moment.
 * `node test/bench/latency.ts [issues ...]`, by default 1, 5 and 20; with 100 it is not waited for the last comments, which GitHub's 500
 * creations an hour put off. `--hour` labels 60 issues, one a minute.
 */
const READY_S = { alone: 2, many: 5 }
const DRAFTS_S = 10
const DUE = 30
const HOUR = '60 in an hour'
/** The README quotes these. */
const QUOTED = ['alone', '20 at once']

if (benchArguments.includes('--hour')) {
  tell(HOUR, await measureRuns({ count: 60, everyMs: 60_000 }), READY_S.many)
} else {
  const asked = benchArguments.map(Number)
  for (const count of asked.length > 0 ? asked : [1, 5, 20]) await measureAtOnce({ count, everyMs: 0 })
  const { alone, due } = await measureDue(DUE)
  const figure = tenths(due / alone)
  report({ name: `${DUE} looks due at once, p95`, figure, unit: '× one', goal: { atMost: 3 } })
}
process.exit()

async function measureAtOnce(load: Load): Promise<void> {
  const { count } = load
  tell(
    count === 1 ? 'alone' : `${count} at once`,
    await measureRuns(load),
    count === 1 ? READY_S.alone : READY_S.many,
  )
}

function tell(when: string, figures: Figures, readyS: number): void {
  const { drafts, ready, settledMs, refusals, requests } = figures
  const count = drafts.length
  const what = (name: string, whose: string) => `${name}, ${when}${count > 1 ? `, ${whose}` : ''}`
  const p95 = (values: readonly number[]) => seconds(percentile(values, 0.95))
  say(`${when}: ${requests} requests; label → drafts ${shown(drafts)}; last check → ready ${shown(ready)}`)
  report({
    ...{ name: what('label → drafts without the writing', 'p95'), figure: p95(drafts), unit: 's' },
    ...{ goal: { atMost: DRAFTS_S }, bound: seconds(leastDraftsMs(when === HOUR ? 1 : count)) },
    headline: when === '20 at once',
  })
  if (count > 1)
    report({
      ...{ name: what('label → drafts without the writing', 'median'), unit: 's' },
      figure: seconds(percentile(drafts, 0.5)),
    })
  report({
    ...{ name: what('last check → winner ready', 'p95'), figure: p95(ready), unit: 's' },
    ...{ goal: { atMost: readyS }, headline: QUOTED.includes(when) },
  })
  if (settledMs !== undefined)
    report({ name: what('last check → all settled', 'longest'), figure: seconds(settledMs), unit: 's' })
  report({
    ...{ name: `requests refused by a limit, ${when}`, figure: refusals, unit: '', goal: { atMost: 0 } },
    headline: when === HOUR,
  })
}

/** All of them in seconds, shortest first. */
function shown(times: readonly number[]): string {
  return times
    .toSorted((a, b) => a - b)
    .map(seconds)
    .join(' ')
}
