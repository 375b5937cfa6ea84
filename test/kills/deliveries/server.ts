// A process of its own that is killed: `server.ts pglite FOLDER` or `server.ts postgres URL`. Takes webhooks, says where, and notes of
// every issue that it was woken for that it was looked at.

import { createStore } from '../../../src/adapters/storage/create-store.ts'
import { type DatabaseLocation, openDatabase } from '../../../src/adapters/storage/database.ts'
import { createQueue } from '../../../src/adapters/storage/jobs/create-queue.ts'
import { startWebServer } from '../../../src/web/web-server.ts'
import { credentials } from '../../adapters/github/app-key.ts'
import { SECRET } from '../../bench/ingest/deliveries.ts'

const [kind = 'pglite', place = ''] = process.argv.slice(2)
const location: DatabaseLocation = kind === 'pglite' ? { dataDir: place } : { databaseUrl: place }
const database = await openDatabase(location)
const queue = await createQueue(database, { onError: console.error })
const store = createStore(database)
const server = await startWebServer({
  ...{ credentials, webhookSecret: SECRET, queue, host: '127.0.0.1', port: 0 },
  baseUrl: 'http://127.0.0.1:1/api/v3',
  login: async () => 'speculate[bot]',
  entered: (repository, pullRequests) => store.enteredFor(repository, pullRequests),
  promotedOn: (repository, branch) => store.promotedOn(repository, branch),
  watched: () => store.watched(),
})
await queue.work(
  { reconcile: (issue) => store.setNote(`looked at ${issue}`, 'yes'), attempt: async () => {} },
  { reconciles: 2, attempts: 1 },
)
process.send?.(server.webhookUrl)
process.on('disconnect', () => process.exit())
