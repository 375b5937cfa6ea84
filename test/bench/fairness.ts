import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { startAside } from '../../src/adapters/analysis/process/start-aside.ts'
import { startMeasuring } from '../../src/adapters/analysis/process/start-measuring.ts'
import { openDatabase } from '../../src/adapters/storage/database.ts'
import { createQueue } from '../../src/adapters/storage/jobs/create-queue.ts'
import type { AttemptKey } from '../../src/ports/store.ts'
import { numberAfter } from './figures/bench-arguments.ts'
import { hundredths } from './figures/numbers.ts'
import { report, say } from './figures/report.ts'
import { honestCandidate, hostileCandidate } from './hostile/candidates.ts'
import { testOutputs } from './hostile/texts.ts'

/**
 * How much longer a run takes on an honest repository beside twenty runs of hostile candidates on another one (S4): the time from its
 * label to its last attempt with the queue, the measuring and the reading of the app, without them and beside them. What an agent does
 * is a pause, because it works at its model. Fails where it is more than 1.5 times as long.
 * `node test/bench/fairness.ts [--agent-seconds 3] [--hostile 20]`
 */
const MOST = 1.5
const ATTEMPTS = 4
const CANDIDATES = 3

const agentMs = numberAfter('--agent-seconds', 3) * 1_000
const hostileRuns = numberAfter('--hostile', 20)

const measuring = startMeasuring({ isHeldIn: () => false })
const aside = startAside()

/** One attempt: its agent works, its patch is measured, and what its tests print is read. */
async function attempt({ speculation, number }: AttemptKey): Promise<void> {
  const [repository = ''] = speculation.split('#')
  const isHostile = repository === 'evil/repo'
  const { patch, contents } = isHostile ? hostileCandidate(number) : honestCandidate()
  const output =
    (isHostile ? testOutputs[number % testOutputs.length] : testOutputs[0]?.slice(0, 300_000)) ?? ''
  await pause(agentMs)
  const read = {
    end: { exitCode: 1, output, timedOut: false, limit: undefined, seconds: 1 },
    format: 'tap' as const,
    ...{ seconds: 60, files: ['a'] },
  }
  const size = output.length
  await measuring.measure(patch, contents, { repository }).catch(() => {})
  await aside.read({ about: 'run', work: read, size, repository }).catch(() => {})
}

const folder = await mkdtemp(join(tmpdir(), 'fairness-'))
const database = await openDatabase({ dataDir: folder })
const queue = await createQueue(database, { onError: console.error })
let told = (_key: AttemptKey) => {}
await queue.work(
  {
    reconcile: async () => {},
    attempt: async (key, signal) => {
      await attempt(key)
      if (!signal.aborted) told(key)
    },
  },
  { reconciles: 4, attempts: ATTEMPTS },
)

/** From the label of an issue to the end of its last attempt, in seconds. */
async function honestRun(issue: number): Promise<number> {
  const start = performance.now()
  const speculation = `good/repo#${issue}.1`
  let left = CANDIDATES
  const over = new Promise<void>((done) => {
    told = (key) => {
      if (key.speculation !== speculation) return
      left -= 1
      if (left === 0) done()
    }
  })
  for (let number = 1; number <= CANDIDATES; number += 1)
    await queue.enqueueAttempt({ speculation, candidate: 'minimal-change', number })
  await over
  return (performance.now() - start) / 1_000
}

// The first one starts the processes that are there from then on.
await honestRun(1)
const alone = await honestRun(2)
for (let issue = 1; issue <= hostileRuns; issue += 1)
  for (let number = 1; number <= CANDIDATES; number += 1)
    await queue.enqueueAttempt({ speculation: `evil/repo#${issue}.1`, candidate: 'minimal-change', number })
// Their agents have worked, and their patches are being measured.
await pause(agentMs + 2_000)
const beside = await honestRun(3)
say(`alone ${alone.toFixed(1)} s, beside ${hostileRuns} hostile runs ${beside.toFixed(1)} s`)
const figure = hundredths(beside / alone)
report({
  name: `an honest run beside ${hostileRuns} hostile ones`,
  ...{ figure, unit: '× one alone', goal: { atMost: MOST } },
})
await queue.stop(0)
await Promise.all([measuring.close(), aside.close()])
await database.close()
await rm(folder, { recursive: true })
