import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Attempts that propose strategies, and the plan that came of them. */
export const plans: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`alter table speculate.attempts add column plans boolean`.execute(db)
    await sql`alter table speculate.speculations add column plan jsonb`.execute(db)
  },
}
