import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** What all processes have sent to GitHub of late, by installation. */
export const ledgers: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`create table speculate.ledgers (
      name text primary key,
      version integer not null,
      ledger jsonb not null
    )`.execute(db)
  },
}
