import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { createStore } from '../../../src/adapters/storage/create-store.ts'
import { type Database, openDatabase } from '../../../src/adapters/storage/database.ts'
import { loopbackAccess } from '../../../src/dashboard/access/loopback.ts'
import { createDashboard, type Dashboard } from '../../../src/dashboard/create-dashboard.ts'
import { startPostgres } from '../../adapters/storage/postgres-server.ts'
import { aQueuedAttempt } from '../../builders/candidate/attempt.ts'
import { aSpeculation } from '../../builders/run/speculation.ts'
import { NOW } from '../../builders/story.ts'

// It starts a Postgres.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

let server: Awaited<ReturnType<typeof startPostgres>>
let web: Database
let worker: Database
let dashboard: Dashboard

beforeAll(async () => {
  server = await startPostgres()
  web = await openDatabase({ databaseUrl: server.databaseUrl })
  worker = await openDatabase({ databaseUrl: server.databaseUrl })
  dashboard = createDashboard({
    ...{ store: createStore(web), database: web, access: loopbackAccess(), kept: undefined },
    ...{ githubUrl: 'https://github.example', now: () => NOW, log: () => {} },
    redact: async (value) => value,
  })
})
afterAll(async () => {
  await dashboard?.stop()
  await web?.close()
  await worker?.close()
  await server?.stop()
})

const listen = async (path: string) => {
  const request = new Request(`http://127.0.0.1${path}`, { headers: { host: '127.0.0.1' } })
  const reader = (await dashboard.fetch(request)).body?.getReader()
  return async () => {
    for (;;) {
      const { value, done = true } = (await reader?.read()) ?? {}
      const [, version] = /^data: (\w+)$/m.exec(Buffer.from(value ?? []).toString()) ?? []
      if (done || version !== undefined) return version
    }
  }
}

it('a page that a web process shows hears of what a worker does, and of nothing that changes nothing', async () => {
  const store = createStore(worker)
  const run = aSpeculation()
  const key = { speculation: run.id, candidate: 'one', number: 1 }
  await store.insertSpeculation(run)
  await store.insertAttempt(aQueuedAttempt('one'))
  const [ofRun, ofList] = await Promise.all([
    listen('/runs/acme/payments/12/1/events'),
    listen('/runs/events'),
  ])
  const before = [await ofRun(), await ofList()]
  await store.beginAttempt(key, NOW)
  const begun = [await ofRun(), await ofList()]
  // A sign of life alone is no news.
  await store.heartbeat(key, '2026-05-05T12:00:02.000Z', undefined)
  await store.heartbeat(key, '2026-05-05T12:00:04.000Z', 'runs the tests')
  const told = [await ofRun(), await ofList()]
  // There is one run, so that both say the same of it.
  expect(new Set([...before, ...begun, ...told]).size).toBe(3)
  expect(told).not.toContain(undefined)
})
