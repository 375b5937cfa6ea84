import { PGlite } from '@electric-sql/pglite'

/**
 * How every embedded database is started. One program uses it, and little of it at a time: with the usual 128 MB of buffers, filling
 * them with zeros is most of the time that opening a database takes.
 */
export const START_PARAMS: readonly string[] = [...PGlite.defaultStartParams, '-c', 'shared_buffers=16MB']

/**
 * Makes an empty database, the slow way. Only what is used stays in it, because every new database is a copy of it and the number of
 * files is what a copy costs: Postgres makes three, two of them only as patterns for others, and a log in pieces of 16 MB.
 */
export async function makeEmptyDatabase(directory: string): Promise<void> {
  const pglite = await PGlite.create(directory, {
    initDbStartParams: ['--wal-segsize=1'],
    startParams: [...START_PARAMS],
  })
  try {
    await pglite.exec(`update pg_database set datistemplate = false where datname <> current_database()`)
    for (const name of ['template0', 'template1']) await pglite.exec(`drop database ${name}`)
    await pglite.exec('checkpoint')
  } finally {
    await pglite.close()
  }
}
