import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Who has signed out, for all processes; after a crash of the database GitHub, which has forgotten the token, still knows. */
export const endedSessions: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`
      create unlogged table speculate.ended_sessions (
        id text primary key,
        until timestamptz not null
      )`.execute(db)
  },
}
