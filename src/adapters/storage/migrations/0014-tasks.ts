import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** One column for what an attempt is to do. Rows from before keep the columns that they were written with. */
export const tasks: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`alter table speculate.attempts add column task jsonb`.execute(db)
  },
}
