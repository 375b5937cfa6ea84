import { workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'

/** Runs in a thread of its own: making a database keeps a processor busy for seconds. `workerData` is its directory. */
const created = await PGlite.create(String(workerData))
await created.close()
