import { benchArguments } from './figures/bench-arguments.ts'
import { tellLatency } from './latency/tell-latency.ts'
import { measureInOwnTime } from './pace/measure-in-own-time.ts'

/**
 * What `latency.ts` measures, in a time of its own: it passes while everybody waits, and computing takes none of it. So it says what is left
 * of the wait on a machine that is fast enough, comes out the same on every machine, and an hour takes seconds. `--hour` alone, or so many
 * issues at once: `node test/bench/pace.ts [issues ...]`, by default 1, 20 and 100, and then 60 in an hour.
 */
const WHERE = 'in its own time'
const HOUR = { count: 60, everyMs: 60_000 }

const asked = benchArguments.filter((one) => one !== '--hour').map(Number)
const isHour = benchArguments.includes('--hour')
for (const count of asked.length > 0 || isHour ? asked : [1, 20, 100])
  tellLatency(await measureInOwnTime({ count, everyMs: 0 }), { count, where: WHERE, headlines: ['drafts'] })
if (isHour || asked.length === 0)
  tellLatency(await measureInOwnTime(HOUR), { count: HOUR.count, isSpread: true, where: WHERE })
process.exit()
