import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Workers say what they can run; after a crash of the database they say it again. */
export const workers: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`
      create unlogged table speculate.workers (
        id text primary key,
        named jsonb not null,
        runnable jsonb not null,
        started_at timestamptz not null default now(),
        seen_at timestamptz not null default now()
      )`.execute(db)
  },
}
