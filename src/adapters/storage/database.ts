import { messageOf, pause } from '@speculate-dev/system'
import { Kysely, PGliteDialect, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { migrate } from './migrate.ts'
import { patientPool } from './patient-pool.ts'
import { openPglite, type PgliteDirectory } from './pglite-directory.ts'
import { SCHEMA, type Tables } from './tables.ts'

/** `dataDir` holds the embedded database in `dataDir/database`; `databaseUrl` is `postgres://…`. */
export type DatabaseLocation = { readonly dataDir: string } | { readonly databaseUrl: string }

/** One open database, for the store and the queue. */
export interface Database {
  /** Qualified with our schema. */
  readonly kysely: Kysely<Tables>
  readonly engine:
    | { readonly kind: 'pglite'; readonly pglite: PgliteDirectory['pglite'] }
    | { readonly kind: 'postgres'; readonly databaseUrl: string }
  /** May be called more than once. Stop the queue first. */
  close(): Promise<void>
}

/**
 * Opens, creates when needed, and migrates. Throws `DatabaseInUse` when another process has the embedded one open, and
 * an error that says why (never with the address, which holds a password) when the database cannot be used.
 */
export async function openDatabase(location: DatabaseLocation): Promise<Database> {
  const database = 'dataDir' in location ? await embedded(location.dataDir) : postgres(location.databaseUrl)
  try {
    await migrate(database.kysely)
    return { ...database, kysely: database.kysely.withSchema(SCHEMA) }
  } catch (error) {
    await database.close()
    const which = 'dataDir' in location ? `database in ${location.dataDir}` : 'Postgres database'
    throw new Error(`the ${which} cannot be used: ${reasonOf(error)}`, { cause: error })
  }
}

/** A host with two addresses fails with one error each, and no message on top. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join('; ')
  return messageOf(error)
}

async function embedded(dataDir: string): Promise<Database> {
  const { pglite, close } = await openPglite(dataDir)
  return {
    kysely: new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) }),
    engine: { kind: 'pglite', pglite },
    close: once(close),
  }
}

function postgres(databaseUrl: string): Database {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    application_name: 'speculate',
  })
  // Without a listener, a connection lost while idle would end the process. The next query fails for the same reason and reports it to
  // its caller.
  pool.on('error', () => {})
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: patientPool(pool) }) })
  return {
    kysely,
    engine: { kind: 'postgres', databaseUrl },
    close: once(() => kysely.destroy()),
  }
}

function once(close: () => Promise<void>): () => Promise<void> {
  let closed: Promise<void> | undefined
  return () => {
    closed ??= close()
    return closed
  }
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
