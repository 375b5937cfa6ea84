import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** What became of the tests that a winner lacks. */
export const grafts: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`alter table speculate.speculations add column grafts jsonb`.execute(db)
  },
}
