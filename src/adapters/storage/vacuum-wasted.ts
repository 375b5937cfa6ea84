import { sql } from 'kysely'
import type { Database } from './database.ts'

/** Rows that are gone are worth a vacuum where there are so many of them and, of those that are there, such a share: Postgres' own rule. */
const LEAST = 50
const SHARE = 0.2

/**
 * Answers what gives the space of rows that are gone back to its tables, one table at a time, so that what waits meanwhile waits for one
 * of them at most. A server does so by itself; the embedded database has nobody to do it, and would grow by every job that ever was.
 */
export function vacuumWasted({ engine, kysely }: Pick<Database, 'engine' | 'kysely'>): () => Promise<void> {
  // What is counted goes with the process, so the first time it is each table's turn. What has not changed since is passed over.
  let isCounted = false
  return async () => {
    if (engine.kind !== 'pglite') return
    const { rows } = await sql<{ readonly schema: string; readonly table: string }>`
      select schemaname as schema, relname as table from pg_stat_user_tables
      where not ${isCounted}::boolean or n_dead_tup > ${LEAST}::int + ${SHARE}::float8 * n_live_tup
      order by n_dead_tup desc`.execute(kysely)
    for (const { schema, table } of rows) await sql`vacuum ${sql.id(schema, table)}`.execute(kysely)
    isCounted = true
  }
}
