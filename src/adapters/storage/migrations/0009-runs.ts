import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** What a run has seen of its label, the comments that are ours, and when everything was looked through last. */
export const runs: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`alter table speculate.speculations add column label_seen text`.execute(db)
    await sql`create table speculate.own_comments (
      owner text not null,
      repo text not null,
      place integer not null,
      marker text not null,
      id bigint not null,
      body text not null,
      primary key (owner, repo, place, marker)
    )`.execute(db)
    await sql`create table speculate.notes (name text primary key, value text not null)`.execute(db)
  },
}
