import type { Kysely } from 'kysely'
import type { Tables } from '../tables.ts'

/** All that `work` writes is there afterwards, or nothing; in a transaction that is under way it is a part of that. */
export function inTransaction<Result>(
  kysely: Kysely<Tables>,
  work: (transaction: Kysely<Tables>) => Promise<Result>,
): Promise<Result> {
  return kysely.isTransaction ? work(kysely) : kysely.transaction().execute(work)
}
