import { type Figures, measureAtOnce } from './latency/measure-at-once.ts'
import { measureDue } from './latency/measure-due.ts'

/**
 * How long people wait at GitHub's own limits: so many issues labelled at once, three candidates each, on an embedded GitHub that keeps to
 * the limits and needs 150 ms for every answer. Agents write nothing worth waiting for, and all checks end in one moment.
 * `node test/bench/latency.ts [issues ...]`, by default 1, 5 and 20; 100 takes a quarter of an hour.
 */
const asked = process.argv.slice(2).map(Number)
const counts = asked.length > 0 ? asked : [1, 5, 20]

console.log(
  'at once   label → drafts, without writing   last check → ready   all settled   refusals  requests',
)
for (const count of counts) {
  const figures = await measureAtOnce(count)
  console.log(
    [
      String(count).padStart(7),
      both(figures.drafts).padStart(34),
      both(figures.ready).padStart(20),
      seconds(figures.settledMs).padStart(13),
      String(figures.refusals).padStart(10),
      String(figures.requests).padStart(9),
    ].join(''),
  )
}

const { alone, due } = await measureDue(30)
console.log(
  `\n30 looks due at once, p95: ${(due / alone).toFixed(1)} × one (${seconds(due)} : ${seconds(alone)})`,
)
process.exit()

/** Median and p95. */
function both(times: Figures['ready']): string {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0
  return `${seconds(at(0.5))}, p95 ${seconds(at(0.95))}`
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`
}
