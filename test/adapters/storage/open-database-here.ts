import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { connect } from '../../../src/adapters/storage/connect.ts'
import type { Database } from '../../../src/adapters/storage/database.ts'
import { prepareTemplate } from '../../../src/adapters/storage/database-template.ts'
import { copyTemplate } from '../../../src/adapters/storage/embedded/copy-template.ts'
import { addressIn, serveDatabase } from '../../../src/adapters/storage/embedded/serve-database.ts'
import { SCHEMA } from '../../../src/adapters/storage/tables.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

/** A new embedded database in this process, for tests that set this process's clock: it is the clock of both. */
export async function openDatabaseHere(dataDir: string): Promise<Database> {
  const directory = join(dataDir, 'database')
  copyTemplate(await prepareTemplate(), directory)
  const folder = await temporaryFolder()
  const pglite = await PGlite.create(directory)
  const server = await serveDatabase(pglite, folder)
  const database = connect({ kind: 'pglite', databaseUrl: addressIn(folder) }, async () => {
    server.close()
    await pglite.close()
    await rm(folder, { recursive: true })
  })
  return { ...database, kysely: database.kysely.withSchema(SCHEMA) }
}
