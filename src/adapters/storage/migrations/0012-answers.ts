import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** How verdicts turned out: one small row for each, so that no log is read to count them. */
export const answers: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`create table speculate.answers (
      id text primary key,
      owner text not null,
      repo text not null,
      source text not null,
      kind text not null,
      is_right boolean not null
    )`.execute(db)
    await sql`create index answers_of on speculate.answers (owner, repo, source, kind, is_right)`.execute(db)
  },
}
