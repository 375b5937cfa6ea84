// A process of its own for the bench of ingest: `server.ts bare`, `server.ts pglite FOLDER` or `server.ts postgres URL`. It says its
// address, and answers every message with what it has used and stored.

import { sql } from 'kysely'
import { pino } from 'pino'
import { Probot, Server } from 'probot'
import { createStore } from '../../../src/adapters/storage/create-store.ts'
import { type DatabaseLocation, openDatabase } from '../../../src/adapters/storage/database.ts'
import { createQueue } from '../../../src/adapters/storage/jobs/create-queue.ts'
import { EVENTS } from '../../../src/web/events.ts'
import { portOr } from '../../../src/web/port-or.ts'
import { startWebServer, WEBHOOK_PATH } from '../../../src/web/web-server.ts'
import { credentials } from '../../adapters/github/app-key.ts'
import { SECRET, type ServerSays } from './deliveries.ts'

const [kind = 'bare', place = ''] = process.argv.slice(2)
const host = '127.0.0.1'
const baseUrl = 'http://127.0.0.1:1/api/v3'
let peakBytes = 0
setInterval(() => {
  peakBytes = Math.max(peakBytes, process.memoryUsage.rss())
}, 100).unref()

const stored = kind === 'bare' ? await startBare() : await startOurs()
process.on('message', async () => {
  const { user, system } = process.cpuUsage()
  say({ peakBytes, cpuMs: (user + system) / 1_000, stored: await stored() })
})
process.on('disconnect', () => process.exit())

/** Probot as its documentation starts it, with a handler that does nothing. */
async function startBare() {
  const log = pino({ enabled: false })
  const port = await portOr(0, host)
  const server = new Server({
    Probot: Probot.defaults({ ...credentials, secret: SECRET, baseUrl, log }),
    ...{ port, host, webhookPath: WEBHOOK_PATH, log, enablePing: false, enableStaticFiles: false },
  })
  await server.load((app) => app.on([...EVENTS], async () => {}))
  await server.start()
  say({ webhookUrl: `http://${host}:${port}${WEBHOOK_PATH}` })
  return async () => 0
}

async function startOurs() {
  const location: DatabaseLocation = kind === 'pglite' ? { dataDir: place } : { databaseUrl: place }
  const database = await openDatabase(location)
  const queue = await createQueue(database, { onError: console.error })
  const store = createStore(database)
  const server = await startWebServer({
    ...{ credentials, webhookSecret: SECRET, queue, host, port: 0, baseUrl },
    login: async () => 'speculate[bot]',
    entered: (repository, pullRequests) => store.enteredFor(repository, pullRequests),
    promotedOn: (repository, branch) => store.promotedOn(repository, branch),
    watched: () => store.watched(),
  })
  say({ webhookUrl: server.webhookUrl })
  return async () => {
    const jobs = sql<{
      count: number
    }>`select count(*)::int as count from pgboss.job where name = 'reconcile'`
    return (await jobs.execute(database.kysely)).rows[0]?.count ?? 0
  }
}

function say(what: ServerSays): void {
  process.send?.(what)
}
