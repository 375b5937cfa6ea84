import { messageOf, pause } from '@speculate-dev/system'
import { sql } from 'kysely'
import { connect, type Database, type Engine } from './connect.ts'
import type { DatabaseProcess } from './embedded/start-database-process.ts'
import { migrate } from './migrate.ts'
import { openPglite } from './pglite-directory.ts'
import { SCHEMA } from './tables.ts'

export type { Database } from './connect.ts'

/** `dataDir` holds the embedded database in `dataDir/database`; `databaseUrl` is `postgres://…`. */
export type DatabaseLocation = { readonly dataDir: string } | { readonly databaseUrl: string }

/** Told when the embedded database has to be opened again, in words. */
type OnTrouble = (message: string) => void

/** What a server waits for: its own statements take milliseconds, and one that waits for another at most some seconds. */
export const SERVER_ANSWER_MS = 15_000

/**
 * Opens, creates when needed, and migrates. Throws `DatabaseInUse` when another process has the embedded one open, and
 * an error that says why (never with the address, which holds a password) when the database cannot be used. Where Postgres has not answered
 * a statement within `answerMs`, the connection is given up for lost; without it a statement may take as long as it needs, as those of
 * commands and migrations do.
 */
export async function openDatabase(
  location: DatabaseLocation,
  onTrouble: OnTrouble = () => {},
  { answerMs }: Pick<Engine, 'answerMs'> = {},
): Promise<Database> {
  if ('dataDir' in location)
    return openStarted(location.dataDir, await openPglite(location.dataDir, onTrouble))
  const { databaseUrl } = location
  const database = await migrated(connect({ kind: 'postgres', databaseUrl }), 'Postgres database')
  if (answerMs === undefined) return inSchema(database)
  await database.close()
  return inSchema(connect({ kind: 'postgres', databaseUrl, answerMs }))
}

/** The rest of opening the embedded database in `dataDir`, whose process has been started: see `openPglite`. */
export async function openStarted(dataDir: string, started: DatabaseProcess): Promise<Database> {
  const database = connect({ kind: 'pglite', databaseUrl: started.databaseUrl }, started.close)
  return inSchema(await migrated(database, `database in ${dataDir}`))
}

async function migrated(database: Database, which: string): Promise<Database> {
  try {
    await migrate(database.kysely)
    return database
  } catch (error) {
    await database.close()
    throw new Error(`the ${which} cannot be used: ${reasonOf(error)}`, { cause: error })
  }
}

function inSchema(database: Database): Database {
  return { ...database, kysely: database.kysely.withSchema(SCHEMA) }
}

/** Why it cannot be reached. A host with two addresses fails with one error each, and no message on top. */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join('; ')
  return messageOf(error)
}

/** Why nothing can be read from it now, in words that name no address; undefined where all is well. */
export async function databaseObstacle({ kysely }: Pick<Database, 'kysely'>): Promise<string | undefined> {
  const waited = pause(2_000, undefined, { ref: false }).then(() => 'the database does not answer')
  const asked = sql`select 1`.execute(kysely).then(
    () => undefined,
    () => 'the database cannot be used',
  )
  return Promise.race([asked, waited])
}
