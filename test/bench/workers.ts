// Run by hand: node test/bench/workers.ts [--agent-seconds 4] [--attempts 32]
// One, two and four workers, each a process, on one Postgres, with agents that only sleep; and how long a quiet installation waits beside
// one that has five hundred attempts, or issues that are due. The queue is the app's, GitHub is not in it. Fails where a goal is missed.
import { type ChildProcess, fork } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { openDatabase } from '../../src/adapters/storage/database.ts'
import { createQueue } from '../../src/adapters/storage/jobs/create-queue.ts'
import { issueKey, parseIssueKey } from '../../src/domain/issue/issue.ts'
import { startPostgres } from '../adapters/storage/postgres-server.ts'
import { numberAfter } from './figures/bench-arguments.ts'
import { hundredths } from './figures/numbers.ts'
import { report, say } from './figures/report.ts'
import type { Said } from './workers/worker.ts'

const PLACES = 4
const BUSY = 500
const TRIES = 5

const agentSeconds = numberAfter('--agent-seconds', 4)
const attempts = numberAfter('--attempts', 32)

const postgres = await startPostgres()
const database = await openDatabase({ databaseUrl: postgres.databaseUrl })
const queue = await createQueue(database, { onError: (error) => console.error(error) })
let issue = 0
try {
  await measureGain()
  await measureWait('attempts', (of) => queue.enqueueAttempt(attemptOf(of)))
  await measureWait('issues that are due', (of) => queue.wake(issueKey(parseIssueKey(`${of}#1`))))
} finally {
  await queue.stop(0)
  await database.close()
  await postgres.stop()
}

/** The same work by one, two and four. */
async function measureGain(): Promise<void> {
  let alone = 0
  for (const count of [1, 2, 4]) {
    const workers = await startWorkers(count)
    const all = workers.heard('ended', attempts)
    const start = performance.now()
    for (let one = 0; one < attempts; one += 1)
      await queue.enqueueAttempt(attemptOf(`account-${one % 6}/repo`))
    await all
    const seconds = (performance.now() - start) / 1_000
    await workers.stop()
    if (count === 1) alone = seconds
    const asleep = (attempts * agentSeconds) / (count * PLACES)
    say(`${count}: ${seconds.toFixed(1)} s, of which the agents sleep ${asleep.toFixed(1)}`)
    if (count === 1) continue
    report({
      ...{ name: `attempts in the same time, ${count} workers`, figure: hundredths(alone / seconds) },
      ...{ unit: '× one', bound: count },
      ...(count === 4 && { goal: { atLeast: 3 }, headline: true }),
    })
  }
}

/** Three jobs of a quiet account, put there at any moment beside five hundred of a busy one with many repositories. */
async function measureWait(what: string, put: (of: string) => Promise<void>): Promise<void> {
  const workers = await startWorkers(2)
  for (let one = 0; one < BUSY; one += 1) await put(`busy/repo-${one}`)
  await workers.heard('begun', PLACES * 2)
  const waits: number[] = []
  const lasts: number[] = []
  for (let round = 0; round < TRIES; round += 1) {
    await pause(agentSeconds * 1_000 * (1 + round / TRIES))
    const start = performance.now()
    const [first, last] = [1, 3].map((count) => workers.heard('begun', count, 'quiet/'))
    for (let one = 1; one <= 3; one += 1) await put(`quiet/repo-${round}-${one}`)
    await first
    waits.push(lengthsSince(start))
    await last
    lasts.push(lengthsSince(start))
    await workers.heard('ended', 3, 'quiet/')
  }
  await workers.stop()
  report({
    name: `wait beside ${BUSY} ${what} of another account, longest of ${TRIES}`,
    ...{ figure: hundredths(Math.max(...waits)), unit: '× the length of one', goal: { atMost: 1 } },
    headline: what === 'attempts',
  })
  report({
    name: 'the same, the last of three',
    ...{ figure: hundredths(Math.max(...lasts)), unit: '× the length of one' },
  })
}

function lengthsSince(start: number): number {
  return (performance.now() - start) / 1_000 / agentSeconds
}

function attemptOf(repository: string) {
  issue += 1
  return { speculation: `${repository}#${issue}.1`, candidate: 'minimal-change', number: 1 }
}

/** On an empty queue, ready to work. */
async function startWorkers(count: number) {
  const program = fileURLToPath(new URL('./workers/worker.ts', import.meta.url))
  const listeners = new Set<(said: Said) => void>()
  const heard = (what: Said['what'], times: number, of = '') =>
    new Promise<void>((resolve) => {
      let left = times
      const listener = (said: Said) => {
        if (said.what !== what || !(said.of ?? '').startsWith(of)) return
        left -= 1
        if (left > 0) return
        listeners.delete(listener)
        resolve()
      }
      listeners.add(listener)
    })
  const ready = heard('ready', count)
  const workers = Array.from({ length: count }, (): ChildProcess => {
    const worker = fork(program, [postgres.databaseUrl, String(PLACES), String(agentSeconds)])
    return worker.on('message', (said: Said) => {
      for (const listener of listeners) listener(said)
    })
  })
  await ready
  return {
    heard,
    async stop() {
      const ended = workers.map((worker) => new Promise((resolve) => worker.once('exit', resolve)))
      for (const worker of workers) worker.kill('SIGKILL')
      await Promise.all(ended)
      await sql`delete from pgboss.job`.execute(database.kysely)
    },
  }
}
