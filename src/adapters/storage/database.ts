import { messageOf, pause } from '@speculate-dev/system'
import { sql } from 'kysely'
import { connect, type Database, type Engine } from './connect.ts'
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
  const database =
    'dataDir' in location
      ? await embedded(location.dataDir, onTrouble)
      : connect({ kind: 'postgres', databaseUrl: location.databaseUrl })
  try {
    await migrate(database.kysely)
    if ('dataDir' in location || answerMs === undefined) return inSchema(database)
    await database.close()
    return inSchema(connect({ kind: 'postgres', databaseUrl: location.databaseUrl, answerMs }))
  } catch (error) {
    await database.close()
    const which = 'dataDir' in location ? `database in ${location.dataDir}` : 'Postgres database'
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

async function embedded(dataDir: string, onTrouble: OnTrouble): Promise<Database> {
  const { databaseUrl, close } = await openPglite(dataDir, onTrouble)
  return connect({ kind: 'pglite', databaseUrl }, close)
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
