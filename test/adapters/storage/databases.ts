import { rm } from 'node:fs/promises'
import { afterAll, beforeAll } from 'vitest'
import { type Database, openDatabase } from '../../../src/adapters/storage/database.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import { startPostgres } from './postgres-server.ts'

/** A new PGlite database and a new Postgres server for the whole file, opened before its first test. */
export function useDatabases() {
  const opened: { pglite?: Database; postgres?: Database } = {}
  const cleanUp: (() => Promise<void>)[] = []

  beforeAll(async () => {
    const dataDir = await temporaryFolder()
    cleanUp.push(() => rm(dataDir, { recursive: true }))
    opened.pglite = await openDatabase({ dataDir })
    cleanUp.push(opened.pglite.close)
    const server = await startPostgres()
    cleanUp.push(server.stop)
    opened.postgres = await openDatabase({ databaseUrl: server.databaseUrl })
    cleanUp.push(opened.postgres.close)
  })
  afterAll(async () => {
    for (const each of cleanUp.reverse()) await each()
  })

  return {
    pglite: () => present(opened.pglite),
    postgres: () => present(opened.postgres),
  }
}

function present(database: Database | undefined): Database {
  if (!database) throw new Error('only inside a test')
  return database
}
