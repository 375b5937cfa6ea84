import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Times are ISO-8601 texts, exactly as the domain has them; `position` is the order of writing. */
export const initial: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
  },
}

const STATEMENTS = [
  `create table speculate.speculations (
    id text primary key,
    owner text not null,
    repo text not null,
    number integer not null,
    run integer not null,
    document jsonb not null,
    verdict jsonb,
    settled_at text,
    archived_at text,
    unique (owner, repo, number, run)
  )`,
  // What the sweep asks every few minutes: its size is that of the open work, not of the history.
  `create index speculations_open on speculate.speculations (owner, repo, number, run) where archived_at is null`,
  `create table speculate.attempts (
    position bigint generated always as identity,
    speculation text not null references speculate.speculations,
    candidate text not null,
    number integer not null,
    toolchain text not null,
    status text not null,
    queued_at text not null,
    started_at text,
    heartbeat_at text,
    ended_at text,
    progress text,
    outcome jsonb,
    bundle bytea,
    primary key (speculation, candidate, number)
  )`,
  // The audit log refers to speculations by name only: nothing that happens to them may touch it.
  `create table speculate.traces (
    position bigint generated always as identity primary key,
    speculation text not null,
    candidate_id text not null,
    result text not null,
    document jsonb not null,
    unique (speculation, candidate_id, result)
  )`,
  `create table speculate.journal (
    position bigint generated always as identity primary key,
    speculation text not null,
    at text not null,
    step text not null,
    phase text not null,
    detail text not null,
    digest text not null unique
  )`,
  `create index journal_of on speculate.journal (speculation, position)`,
  `create function speculate.refuse_change() returns trigger language plpgsql as $$
  begin
    raise exception 'speculate.% is append-only: % refused', tg_table_name, tg_op using errcode = 'insufficient_privilege';
  end $$`,
  ...['traces', 'journal'].map(
    (table) => `create trigger append_only before update or delete or truncate on speculate.${table}
      for each statement execute function speculate.refuse_change()`,
  ),
]
