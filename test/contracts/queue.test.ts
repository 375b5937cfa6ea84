import { createQueue } from '../../src/adapters/storage/queue.ts'
import { useDatabases } from '../adapters/storage/databases.ts'
import { createMemoryQueue } from '../fakes/memory-queue.ts'
import { describeQueue } from './queue.ts'

const databases = useDatabases()

describeQueue('memory', { durable: false, open: async (onError) => createMemoryQueue(onError) })
describeQueue('PGlite', {
  durable: true,
  open: (onError) => createQueue(databases.pglite(), { onError }),
})
describeQueue('Postgres', {
  durable: true,
  open: (onError) => createQueue(databases.postgres(), { onError }),
})
