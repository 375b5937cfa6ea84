import { sql } from 'kysely'
import { connect } from './connect.ts'
import { startDatabaseProcess } from './embedded/start-database-process.ts'
import { makeQueues } from './jobs/make-queues.ts'
import { migrate } from './migrate.ts'

/**
 * Makes a database with all tables and queues, the slow way. Only what is used stays in it, because every new database is a copy of it and
 * the number of files is what a copy costs: Postgres makes three, two of them only as patterns for others.
 */
export async function makeNewDatabase(directory: string): Promise<void> {
  const { databaseUrl, close } = await startDatabaseProcess({ directory, onTrouble: () => {} })
  const database = connect({ kind: 'pglite', databaseUrl }, close)
  const { kysely } = database
  try {
    await sql`update pg_database set datistemplate = false where datname <> current_database()`.execute(
      kysely,
    )
    for (const name of ['template0', 'template1']) await sql`drop database ${sql.id(name)}`.execute(kysely)
    await migrate(kysely)
    await makeQueues(database)
  } finally {
    await database.close()
  }
}
