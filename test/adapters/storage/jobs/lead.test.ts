import { once } from 'node:events'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type Database, openDatabase } from '../../../../src/adapters/storage/database.ts'
import { type Leading, startLeading } from '../../../../src/adapters/storage/jobs/lead.ts'
import { startPostgres } from '../postgres-server.ts'

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
