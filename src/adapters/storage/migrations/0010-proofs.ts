import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Attempts that run the tests of candidates on each other. */
export const proofs: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`alter table speculate.attempts add column proves jsonb`.execute(db)
  },
}
