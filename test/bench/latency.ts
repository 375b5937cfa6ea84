import { benchArguments } from './figures/bench-arguments.ts'
import { tenths } from './figures/numbers.ts'
import { report } from './figures/report.ts'
import { measureDue } from './latency/measure-due.ts'
import { measureRuns } from './latency/measure-runs.ts'
import { tellLatency } from './latency/tell-latency.ts'

/**
 * How long people wait at GitHub's own limits: so many issues labelled at once, three candidates each, on an embedded GitHub that keeps to
 * the limits and needs 150 ms for every answer. Agents write nothing worth waiting for, and all checks end in one moment.
 * `node test/bench/latency.ts [issues ...]`, by default 1, 5 and 20.
 */
const DUE = 30

const asked = benchArguments.map(Number)
for (const count of asked.length > 0 ? asked : [1, 5, 20])
  tellLatency(await measureRuns(count), { count, headlines: ['ready'] })
const { alone, due } = await measureDue(DUE)
const figure = tenths(due / alone)
report({ name: `${DUE} looks due at once, p95`, figure, unit: '× one', goal: { atMost: 3 } })
process.exit()
