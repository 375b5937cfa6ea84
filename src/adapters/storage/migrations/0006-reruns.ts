import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Failed checks that were run once more. */
export const reruns: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`alter table speculate.speculations add column reruns jsonb not null default '[]'`.execute(db)
  },
}
