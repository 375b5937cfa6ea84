import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { createAnalysis } from '../../src/adapters/analysis/analysis.ts'
import { startAside } from '../../src/adapters/analysis/process/start-aside.ts'
import { startMeasuring } from '../../src/adapters/analysis/process/start-measuring.ts'
import type { Analysis } from '../../src/ports/analysis.ts'
import { benchArguments, numberAfter } from './figures/bench-arguments.ts'
import { tenths } from './figures/numbers.ts'
import { report, say } from './figures/report.ts'
import { hostileCandidate } from './hostile/candidates.ts'
import { askModels, readLogs } from './hostile/jobs.ts'
import { lookAtIssues } from './hostile/looks.ts'

/**
 * How long the server's thread is kept from everything else while hostile candidates are measured, hostile logs, archives and requests to
 * a model are read, and runs on hostile issues are looked at (S4): the delay of its event loop in milliseconds, with nothing to do, with
 * each of these, with all at once, and with `--here` also with the measuring in this thread. Fails where p99 is 50 or more.
 * `node test/bench/event-loop.ts [--here] [--candidates 10]`
 */
const MOST = 50

const candidates = numberAfter('--candidates', 10)

async function delays(what: string, work: () => Promise<unknown>): Promise<void> {
  const histogram = monitorEventLoopDelay({ resolution: 5 })
  histogram.enable()
  const start = performance.now()
  await work()
  histogram.disable()
  const seconds = ((performance.now() - start) / 1_000).toFixed(1)
  const [middle = 0, p99 = 0, max = 0] = [
    histogram.percentile(50),
    histogram.percentile(99),
    histogram.max,
  ].map((nanoseconds) => tenths(nanoseconds / 1e6))
  say(`${what}: median ${middle} ms, longest ${max} ms, ${seconds} s`)
  report({ name: `event loop, p99: ${what}`, figure: p99, unit: 'ms', goal: { atMost: MOST } })
}

const all = Array.from({ length: candidates }, (_, index) => hostileCandidate(index))
const measured = (analysis: Analysis) =>
  Promise.all(
    all.map(async ({ name, patch, contents }) => {
      await analysis
        .measure(patch, contents, { repository: 'evil/repo' })
        .catch((error: Error) => say(`  ${name}: ${error.message}`))
    }),
  )

const folder = await mkdtemp(join(tmpdir(), 'event-loop-'))
const measuring = startMeasuring({ isHeldIn: () => false })
const aside = startAside()
await delays('nothing to do', () => new Promise((done) => setTimeout(done, 3_000)))
await delays('logs and archives', () => readLogs(aside, folder))
await delays('requests to a model', () => askModels(aside, folder))
await delays('looks at hostile issues', lookAtIssues)
await delays(`${candidates} candidates`, () => measured(measuring))
await delays('all of it at once', () =>
  Promise.all([measured(measuring), readLogs(aside, folder), askModels(aside, folder), lookAtIssues()]),
)
await Promise.all([measuring.close(), aside.close()])
await rm(folder, { recursive: true })
if (benchArguments.includes('--here'))
  await delays(`${candidates} candidates, in this thread`, () => measured(createAnalysis()))
