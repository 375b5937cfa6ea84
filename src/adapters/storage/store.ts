import type { Store } from '../../ports/store.ts'
import { attemptRows } from './attempt-rows.ts'
import { auditRows } from './audit-rows.ts'
import type { Database } from './database.ts'
import { speculationRows } from './speculation-rows.ts'

/** The store on Postgres or PGlite. Closing it closes the database. */
export function createStore(database: Database): Store {
  return {
    ...speculationRows(database.kysely),
    ...attemptRows(database.kysely),
    ...auditRows(database.kysely),
    close: () => database.close(),
  }
}
