import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Attempts at a test on which two candidates differ. */
export const distinctions: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`alter table speculate.attempts add column distinguishes jsonb`.execute(db)
  },
}
