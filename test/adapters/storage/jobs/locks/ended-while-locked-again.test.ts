import { sql } from 'kysely'
import { fromKysely, PgBoss } from 'pg-boss'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type Database, openDatabase } from '../../../../../src/adapters/storage/database.ts'
import { createJobQueues } from '../../../../../src/adapters/storage/jobs/job-queues.ts'
import { holdJobs } from '../../../../../src/adapters/storage/jobs/locks/held-jobs.ts'
import { startPostgres } from '../../postgres-server.ts'
import { wayToPostgres } from '../../way-to-postgres.ts'

let server: Awaited<ReturnType<typeof startPostgres>>
let database: Database
let boss: PgBoss
beforeAll(async () => {
  server = await startPostgres()
  database = await openDatabase({ databaseUrl: server.databaseUrl })
  boss = new PgBoss({ db: fromKysely(database.kysely) })
  await boss.start()
  await createJobQueues(boss)
})
afterAll(async () => {
  await boss.stop({ graceful: false })
  await database.close()
  await server.stop()
})

it('O19: a job that ends while it is locked again after a lost connection leaves no lock behind', async () => {
  await boss.send('attempt', {}, { group: { id: 'acme/payments' } })
  const [job] = await boss.fetch<unknown>('attempt')
  if (!job) throw new Error('no job')
  const way = await wayThatWaits()
  const held = holdJobs(boss, way.databaseUrl, { onError: () => {}, onWaiting: () => {}, lookMs: 200 })
  const [begun, over] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const holding = held.hold(job, () => {
    begun.resolve()
    return over.promise
  })
  await begun.promise
  // Asked for on the next connection once the jobs are locked on it.
  const waiting = way.waitAt('listen ')
  await sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'speculate-locks'`.execute(
    database.kysely,
  )
  await waiting
  // That of the connection that was ended may go a moment after it.
  await vi.waitFor(async () => expect(await locks()).toBe(1), 5_000)
  over.resolve()
  await holding
  way.goOn()
  await vi.waitFor(async () => expect(await locks()).toBe(0), 5_000)
  await held.stop()
  way.close()
})

/** Of jobs, by which somebody shows that he is at work on them. */
async function locks(): Promise<number> {
  const asked = sql`select from pg_locks where locktype = 'advisory' and mode = 'ShareLock' and objsubid = 2`
  return (await asked.execute(database.kysely)).rows.length
}

/** A way to Postgres on which a question with some text in it waits until it may go on. */
async function wayThatWaits() {
  let awaited: { readonly text: string; readonly came: () => void } | undefined
  let goOn = () => {}
  const way = await wayToPostgres(server.databaseUrl, (near, far) => {
    near.on('data', (chunk) => {
      if (!awaited || !chunk.includes(awaited.text)) return far.write(chunk)
      const { came } = awaited
      awaited = undefined
      goOn = () => far.write(chunk)
      return came()
    })
    near.on('close', () => far.destroy())
    far.pipe(near)
  })
  return {
    ...way,
    waitAt: (text: string) =>
      new Promise<void>((came) => {
        awaited = { text, came }
      }),
    goOn: () => goOn(),
  }
}
