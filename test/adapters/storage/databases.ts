import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll } from 'vitest'
import { type Database, type DatabaseLocation, openDatabase } from '../../../src/adapters/storage/database.ts'
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
    /** Where another one may be made. */
    newPglite: async (): Promise<DatabaseLocation> => ({ dataDir: await temporaryFolder() }),
    newPostgres: () => emptyDatabase(present(opened.postgres)),
  }
}

async function emptyDatabase({ engine, kysely }: Database): Promise<DatabaseLocation> {
  if (engine.kind !== 'postgres') throw new Error('not Postgres')
  const name = `empty_${randomUUID().replaceAll('-', '')}`
  await sql.raw(`create database ${name}`).execute(kysely)
  const url = new URL(engine.databaseUrl)
  url.pathname = `/${name}`
  return { databaseUrl: url.href }
}

function present(database: Database | undefined): Database {
  if (!database) throw new Error('only inside a test')
  return database
}
