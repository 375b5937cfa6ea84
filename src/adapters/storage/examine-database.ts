import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { connect, type Database } from './connect.ts'
import { type DatabaseLocation, reasonOf } from './database.ts'
import { workersHeardOf } from './jobs/attempts/announce-worker.ts'
import { hasQueues } from './jobs/has-queues.ts'
import { deadLetters } from './jobs/operator/dead-letters.ts'
import { shapeOf } from './migrate.ts'
import { DatabaseInUse, openPglite } from './pglite-directory.ts'

/** What can be said of a database without changing it. */
export type ExaminedDatabase =
  | { readonly kind: 'absent' }
  /** The embedded one, which another process has open. */
  | { readonly kind: 'in use' }
  | { readonly kind: 'unusable'; readonly reason: string }
  | {
      readonly kind: 'open'
      /** `none`: no server has ever used it. */
      readonly shape: Awaited<ReturnType<typeof shapeOf>>
      /** Jobs that have failed for good. */
      readonly failedJobs: number
      /** That were heard of lately; undefined for the embedded one, which has one process. */
      readonly workers: number | undefined
    }

const ANSWER_MS = 10_000

/** Looks into the database that a server would use. Makes none, and brings none to another shape. Never throws. */
export async function examineDatabase(location: DatabaseLocation): Promise<ExaminedDatabase> {
  const isEmbedded = 'dataDir' in location
  if (isEmbedded && !existsSync(join(location.dataDir, 'database'))) return { kind: 'absent' }
  try {
    const database = await open(location)
    return await look(database, isEmbedded).finally(() => database.close())
  } catch (error) {
    if (error instanceof DatabaseInUse) return { kind: 'in use' }
    return { kind: 'unusable', reason: reasonOf(error) }
  }
}

async function open(location: DatabaseLocation): Promise<Database> {
  if ('databaseUrl' in location)
    return connect({ kind: 'postgres', databaseUrl: location.databaseUrl, answerMs: ANSWER_MS })
  const { databaseUrl, close } = await openPglite(location.dataDir, () => {})
  return connect({ kind: 'pglite', databaseUrl }, close)
}

async function look(database: Database, isEmbedded: boolean): Promise<ExaminedDatabase> {
  const shape = await shapeOf(database.kysely)
  const failed = (await hasQueues(database)) ? await deadLetters(database) : []
  const workers = isEmbedded || shape !== 'current' ? undefined : await workersHeardOf(database)
  return { kind: 'open', shape, failedJobs: failed.length, workers: workers?.length }
}
