import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** When a settled run is looked at although nothing tells of anything; null: at the next sweep. */
export const looks: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`alter table speculate.speculations add column look_at text`.execute(db)
  },
}
