import type { Store } from '../../ports/store.ts'
import { createStore } from './create-store.ts'
import type { Database } from './database.ts'

/** What `work` writes in this store, in one transaction. */
export function allOrNothing<Result>(
  database: Database,
  work: (store: Store) => Promise<Result>,
): Promise<Result> {
  return database.kysely.transaction().execute((kysely) => work(createStore({ ...database, kysely })))
}
