import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type Database, openDatabase } from '../../../../../src/adapters/storage/database.ts'
import { type Leading, startLeading } from '../../../../../src/adapters/storage/jobs/locks/lead.ts'
import { startPostgres } from '../../postgres-server.ts'
import { wayToPostgres } from '../../way-to-postgres.ts'

let server: Awaited<ReturnType<typeof startPostgres>>
let database: Database
beforeAll(async () => {
  server = await startPostgres()
  database = await openDatabase({ databaseUrl: server.databaseUrl })
})
afterAll(async () => {
  await database.close()
  await server.stop()
})

/** As many processes; `leads` has the numbers of those that are at it. */
function startProcesses(count: number) {
  const leads: number[] = []
  const begun: number[] = []
  const processes: Leading[] = Array.from({ length: count }, (_, number) =>
    startLeading(database, {
      work: async (signal) => {
        begun.push(number)
        leads.push(number)
        if (!signal.aborted) await once(signal, 'abort')
        leads.splice(leads.indexOf(number), 1)
      },
      onError: (error) => expect.unreachable(String(error)),
      lookMs: 50,
    }),
  )
  const stop = () => Promise.all(processes.map((each) => each.stop()))
  return { leads, begun, processes, stop }
}

it('is done by one process of several, and by another when that one stops', async () => {
  const { leads, processes, stop } = startProcesses(3)
  await vi.waitFor(() => expect(leads).toHaveLength(1))
  const [first = -1] = leads
  await processes[first]?.stop()
  await vi.waitFor(() => expect(leads).toHaveLength(1), 10_000)
  expect(leads).not.toEqual([first])
  await stop()
  expect(leads).toEqual([])
})

it('O19: goes on when the connection is lost, and is ended where it was', async () => {
  const { leads, begun, stop } = startProcesses(2)
  await vi.waitFor(() => expect(leads).toHaveLength(1))
  await sql`select pg_terminate_backend(pid) from pg_locks join pg_stat_activity using (pid)
    where locktype = 'advisory' and application_name = 'speculate-locks'`.execute(database.kysely)
  await vi.waitFor(() => expect(begun).toHaveLength(2), 10_000)
  await vi.waitFor(() => expect(leads).toHaveLength(1))
  await stop()
})

it('has ended before the same process begins it again, where Postgres lives and could not answer', async () => {
  const way = await wayThatFails()
  let running = 0
  const begun: number[] = []
  const leading = startLeading(
    { engine: { kind: 'postgres', databaseUrl: way.databaseUrl } },
    {
      work: async (signal) => {
        running += 1
        begun.push(running)
        if (!signal.aborted) await once(signal, 'abort')
        // Longer than it takes to connect again.
        await sleep(500)
        running -= 1
      },
      onError: () => {},
      lookMs: 50,
    },
  )
  await vi.waitFor(() => expect(begun).toHaveLength(1), 5_000)
  way.failNext()
  await vi.waitFor(() => expect(begun).toHaveLength(2), 10_000)
  await leading.stop()
  way.close()
  expect(begun).toEqual([1, 1])
})

/** A way to Postgres on which one question can be answered with an error that the connection survives. */
async function wayThatFails() {
  let isNextToFail = false
  const way = await wayToPostgres(server.databaseUrl, (near, far) => {
    near.on('data', (chunk) => {
      if (!isNextToFail || !chunk.includes('pg_try_advisory_lock')) return far.write(chunk)
      isNextToFail = false
      return near.write(OUT_OF_MEMORY)
    })
    near.on('close', () => far.destroy())
    far.pipe(near)
  })
  return {
    ...way,
    failNext: () => {
      isNextToFail = true
    },
  }
}

/** An error, and that the server is ready for the next question. */
const OUT_OF_MEMORY = Buffer.concat([
  message('E', Buffer.from('SERROR\0C53200\0Mout of memory\0\0')),
  message('Z', Buffer.from('I')),
])

function message(type: string, body: Buffer): Buffer {
  const head = Buffer.from(`${type}....`)
  head.writeInt32BE(4 + body.length, 1)
  return Buffer.concat([head, body])
}
