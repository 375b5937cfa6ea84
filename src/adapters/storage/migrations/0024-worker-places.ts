import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** How many attempts a worker takes at a time; one from before it said so counts for none until it is started anew. */
export const workerPlaces: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`alter table speculate.workers add column places integer not null default 0`.execute(db)
  },
}
