import type { Kysely } from 'kysely'
import { type DatabaseLocation, openDatabase } from '../../../src/adapters/storage/database.ts'
import { remakeAt } from '../../../src/adapters/storage/migrate.ts'
import type { Tables } from '../../../src/adapters/storage/tables.ts'

/** Makes a database as an older version of the app had it, and lets `fill` write into it. */
export async function withOlderDatabase(
  location: DatabaseLocation,
  migration: string,
  fill: (kysely: Kysely<Tables>) => Promise<void>,
): Promise<void> {
  const { kysely, close } = await openDatabase(location)
  try {
    await kysely.transaction().execute((transaction) => remakeAt(migration, transaction))
    await fill(kysely)
  } finally {
    await close()
  }
}
