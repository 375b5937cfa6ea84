import { PgBoss } from 'pg-boss'
import type { Database } from '../database.ts'
import { bossOptions } from './boss-options.ts'
import { createJobQueues } from './job-queues.ts'

/** Makes what the queue keeps in a database, and nothing else of it. */
export async function makeQueues(database: Database): Promise<void> {
  const boss = new PgBoss({ ...bossOptions(database), supervise: false })
  await boss.start()
  try {
    await createJobQueues(boss)
  } finally {
    await boss.stop({ graceful: false })
  }
}
