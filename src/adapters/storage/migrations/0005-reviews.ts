import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** The commit that an attempt reviews; none where it writes a patch. */
export const reviews: Migration = {
  async up(db: Kysely<unknown>) {
    await sql.raw('alter table speculate.attempts add column review_of text').execute(db)
  },
}
