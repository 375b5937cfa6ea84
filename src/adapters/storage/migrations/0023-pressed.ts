import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Buttons of check runs that were pressed, until they are answered and after. */
export const pressed: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`alter table speculate.speculations add column pressed jsonb not null default '[]'`.execute(db)
  },
}
