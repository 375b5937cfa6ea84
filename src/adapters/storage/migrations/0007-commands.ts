import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Commands in comments, and the pull requests that compete because of them. */
export const commands: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`alter table speculate.speculations add column commands jsonb not null default '[]'`.execute(db)
    await sql`alter table speculate.attempts add column entered jsonb`.execute(db)
  },
}
