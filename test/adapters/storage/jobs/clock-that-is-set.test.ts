import { PgBoss } from 'pg-boss'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Database } from '../../../../src/adapters/storage/database.ts'
import { bossOptions } from '../../../../src/adapters/storage/jobs/boss-options.ts'
import { createQueue } from '../../../../src/adapters/storage/jobs/create-queue.ts'
import type { Queue } from '../../../../src/ports/queue.ts'
import { takeOverClock } from '../../../fakes/machine-clock.ts'
import { temporaryFolder } from '../../../temporary-folder.ts'
import { openDatabaseHere } from '../open-database-here.ts'

const MINUTE_MS = 60_000

let clock: ReturnType<typeof takeOverClock>
let database: Database
let queue: Queue

beforeEach(async () => {
  clock = takeOverClock()
  database = await openDatabaseHere(await temporaryFolder())
  queue = await createQueue(database, { onError: () => {} })
})
afterEach(async () => {
  await queue.stop(1_000)
  await database.close()
  clock.giveBack()
})

it('O20: a job that runs here is not taken away and run again because the clock was set', async () => {
  let started = 0
  const isOver = Promise.withResolvers<void>()
  const attempt = async () => {
    started += 1
    await isOver.promise
  }
  await queue.work({ reconcile: async () => {}, attempt }, { reconciles: 1, attempts: 2 })
  await queue.enqueueAttempt({ speculation: 'acme/payments#1.1', candidate: 'one', number: 1 })
  await expect.poll(() => started).toBe(1)
  for (const minutes of [2, 180]) {
    clock.set(minutes * MINUTE_MS)
    expect(await lookForDeadWorkers()).toEqual(['active'])
  }
  isOver.resolve()
})

it('O20: what waits when the clock is set back is done at once all the same', async () => {
  const done: string[] = []
  await queue.wake('acme/payments#2')
  await queue.enqueueAttempt({ speculation: 'acme/payments#2.1', candidate: 'one', number: 1 })
  clock.set(-60 * MINUTE_MS)
  const reconcile = async () => void done.push('reconcile')
  const attempt = async () => void done.push('attempt')
  await queue.work({ reconcile, attempt }, { reconciles: 1, attempts: 1 })
  await expect.poll(() => done.toSorted()).toEqual(['attempt', 'reconcile'])
})

/** As the queue itself does every twenty seconds; answers what the jobs are then. */
async function lookForDeadWorkers(): Promise<readonly string[]> {
  const boss = new PgBoss({ ...bossOptions(database), supervise: false, migrate: false })
  await boss.start()
  await boss.supervise('attempt')
  const jobs = await boss.findJobs('attempt')
  await boss.stop({ graceful: false })
  return jobs.map(({ state }) => state)
}
