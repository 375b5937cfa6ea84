import { pause } from '@speculate-dev/system'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { isConnectionLost } from '../../../src/adapters/storage/connection-lost.ts'
import { type Database, openDatabase } from '../../../src/adapters/storage/database.ts'
import { createQueue } from '../../../src/adapters/storage/jobs/create-queue.ts'
import { type PostgresServer, startPostgres } from './postgres-server.ts'
import { startSwallowingProxy } from './swallowing-proxy.ts'

const ANSWER_MS = 300

let server: PostgresServer
let proxy: Awaited<ReturnType<typeof startSwallowingProxy>>
let database: Database
beforeEach(async () => {
  server = await startPostgres()
  proxy = await startSwallowingProxy(server.databaseUrl)
  database = await openDatabase({ databaseUrl: proxy.databaseUrl }, undefined, { answerMs: ANSWER_MS })
})
afterEach(async () => {
  await database.close()
  proxy.stop()
  await server.stop()
})

const ask = () => sql`select 1`.execute(database.kysely)
const failed = (work: Promise<unknown>) =>
  work.then(
    () => expect.unreachable('it was answered'),
    (error: unknown) => error,
  )

it('O19: a Postgres that falls silent is noticed, and asked on another connection once it can be heard again', async () => {
  await ask()
  proxy.swallow(true)
  expect(isConnectionLost(await failed(ask()))).toBe(true)
  proxy.swallow(false)
  await ask()
})

it('O19: a transaction on a connection that falls silent fails, and leaves nothing behind in the pool', async () => {
  const work = database.kysely.transaction().execute(async (transaction) => {
    await sql`select 1`.execute(transaction)
    proxy.swallow(true)
    await sql`select 2`.execute(transaction)
  })
  await failed(work)
  proxy.swallow(false)
  await Promise.all(Array.from({ length: 20 }, ask))
})

it('O19: a wake that nothing is heard of is tried again, and taken once Postgres can be heard', async () => {
  const queue = await createQueue(database, { onError: () => {} })
  await queue.wake('acme/payments#1')
  proxy.swallow(true)
  const woken = queue.wake('acme/payments#2')
  await pause(ANSWER_MS)
  proxy.swallow(false)
  await woken
  await queue.stop(0)
})
