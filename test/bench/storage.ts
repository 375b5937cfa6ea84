// Run by hand: node test/bench/storage.ts
// Figures of one run on one machine are only worth comparing with each other, so they are told as ratios.
import { rm } from 'node:fs/promises'
import { createStore } from '../../src/adapters/storage/create-store.ts'
import { type Database, type DatabaseLocation, openDatabase } from '../../src/adapters/storage/database.ts'
import { createQueue } from '../../src/adapters/storage/jobs/create-queue.ts'
import { startPostgres } from '../adapters/storage/postgres-server.ts'
import { exampleSpeculation, exampleTrace } from '../contracts/examples.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { hundredths, percentile } from './figures/numbers.ts'
import { report, say } from './figures/report.ts'
import { measureGrowth } from './storage/growth.ts'

const MOST_GROWTH = 1.2

const dataDir = await temporaryFolder()
const server = await startPostgres()
try {
  const cold = await seconds(() => reopen({ dataDir }))
  const warm = await seconds(() => reopen({ dataDir }))
  const pglite = await measure({ dataDir })
  const postgres = await measure({ databaseUrl: server.databaseUrl })
  report({ name: 'start of the embedded database, cold', figure: hundredths(cold), unit: 's' })
  report({ name: 'start of the embedded database, warm', figure: hundredths(warm), unit: 's' })
  for (const [what, value] of Object.entries(postgres)) {
    const embedded = pglite[what as keyof Figures]
    say(`${what}: ${embedded.toFixed(1)} : ${value.toFixed(1)}`)
    report({ name: what, figure: hundredths(embedded / value), unit: ': 1' })
  }
  for (const [name, location] of [
    ['PGlite', { dataDir }],
    ['Postgres', { databaseUrl: server.databaseUrl }],
  ] as const) {
    for (const { what, few, many } of await measureGrowth(location)) {
      say(`${what}, ${name}: ${many.toFixed(1)} : ${few.toFixed(1)} ms`)
      report({
        ...{ name: `${what.trim()} with 100,000 finished runs, ${name}`, figure: hundredths(many / few) },
        ...{ unit: '× with 10', goal: { atMost: MOST_GROWTH } },
      })
    }
  }
} finally {
  await server.stop()
  await rm(dataDir, { recursive: true })
}

type Figures = Awaited<ReturnType<typeof measure>>

async function measure(location: DatabaseLocation) {
  const database = await openDatabase(location)
  const figures = { ...(await measureQueue(database)), ...(await measureStore(database)) }
  await database.close()
  return figures
}

async function measureQueue(database: Database) {
  const queue = await createQueue(database, { onError: console.error })
  let started = Promise.withResolvers<void>()
  await queue.work(
    { reconcile: async () => started.resolve(), attempt: async () => {} },
    { reconciles: 2, attempts: 2 },
  )
  const latencies: number[] = []
  for (let round = 0; round < 200; round += 1) {
    started = Promise.withResolvers()
    const before = performance.now()
    await queue.wake('acme/bench#1')
    await started.promise
    latencies.push(performance.now() - before)
  }
  const wakes = await seconds(async () => {
    for (let round = 0; round < 500; round += 1) await queue.wake(`acme/bench#${1 + (round % 5)}`)
  })
  await queue.stop(1_000)
  return {
    'wakes per second, embedded : Postgres': 500 / wakes,
    'median time from wake to reconcile, embedded : Postgres': percentile(latencies, 0.5),
    '95th percentile of that, embedded : Postgres': percentile(latencies, 0.95),
  }
}

async function measureStore(database: Database) {
  const store = createStore(database)
  const speculation = exampleSpeculation('bench')
  await store.insertSpeculation(speculation)
  const appends = await seconds(async () => {
    for (let round = 0; round < 500; round += 1) {
      await store.appendTraces(speculation.id, [exampleTrace(speculation, `candidate-${round}`, 'hold')])
    }
  })
  const reads = await seconds(async () => {
    for (let round = 0; round < 500; round += 1) await store.latestSpeculation(speculation.issue)
  })
  return {
    'traces appended per second, embedded : Postgres': 500 / appends,
    'speculations read per second, embedded : Postgres': 500 / reads,
  }
}

async function reopen(location: DatabaseLocation): Promise<void> {
  const database = await openDatabase(location)
  await database.close()
}

async function seconds(work: () => Promise<void>): Promise<number> {
  const before = performance.now()
  await work()
  return (performance.now() - before) / 1_000
}
