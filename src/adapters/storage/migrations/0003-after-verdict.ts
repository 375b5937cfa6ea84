import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** What may follow a verdict: a promotion taken back, and what people chose. */
export const afterVerdict: Migration = {
  async up(db: Kysely<unknown>) {
    await sql
      .raw(`alter table speculate.speculations
        add column revoked jsonb,
        add column choices jsonb not null default '[]'`)
      .execute(db)
  },
}
