import { Kysely, PGliteDialect, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { DatabaseLocation } from '../../../src/adapters/storage/database.ts'
import { migrate } from '../../../src/adapters/storage/migrate.ts'
import { openPglite } from '../../../src/adapters/storage/pglite-directory.ts'
import { SCHEMA, type Tables } from '../../../src/adapters/storage/tables.ts'

/** Makes a database as an older version of the app had it, and lets `fill` write into it. */
export async function withOlderDatabase(
  location: DatabaseLocation,
  migration: string,
  fill: (kysely: Kysely<Tables>) => Promise<void>,
): Promise<void> {
  const { dialect, close } = 'dataDir' in location ? await embedded(location) : server(location)
  const kysely = new Kysely<Tables>({ dialect })
  try {
    await migrate(kysely, migration)
    await fill(kysely.withSchema(SCHEMA))
  } finally {
    await close()
  }
}

async function embedded({ dataDir }: { readonly dataDir: string }) {
  const { pglite, close } = await openPglite(dataDir)
  return { dialect: new PGliteDialect({ pglite }), close }
}

function server({ databaseUrl }: { readonly databaseUrl: string }) {
  const pool = new pg.Pool({ connectionString: databaseUrl })
  return { dialect: new PostgresDialect({ pool }), close: () => pool.end() }
}
