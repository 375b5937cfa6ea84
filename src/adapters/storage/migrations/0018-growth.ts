import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** What is asked at every look and every sweep is found without reading what is over, however much of that there is. */
export const growth: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
  },
}

const STATEMENTS = [
  // Until a promotion is taken back, merged or closed, however long ago its losers were archived.
  `alter table speculate.speculations
    add column promotion_open boolean not null generated always as (
      coalesce(verdict -> 'decision' ->> 'kind' = 'promote', false) and revoked is null
      and not choices @> '[{"kind": "merged"}]' and not choices @> '[{"kind": "closed"}]'
    ) stored,
    add column archive_after_days float8 generated always as (
      (document -> 'settings' ->> 'archive_after_days')::float8
    ) stored`,
  `drop index speculate.speculations_open`,
  `create index speculations_watched on speculate.speculations (owner, repo, number, run)
    where archived_at is null or promotion_open`,
  `create index speculations_by_ci_day on speculate.speculations using gin (ci) with (fastupdate = off)`,
  // A repository's other names, and the other repositories of a name, are at both sides of what is expected.
  `drop index speculate.speculations_of_repository`,
  `create index speculations_names on speculate.speculations (repository_id, owner, repo)`,
  `create index speculations_named on speculate.speculations (owner, repo, repository_id)`,
  `create table speculate.answer_counts (
    owner text not null,
    repo text not null,
    source text not null,
    kind text not null,
    is_right boolean not null,
    many integer not null,
    primary key (owner, repo, source, kind, is_right)
  )`,
  `insert into speculate.answer_counts
    select owner, repo, source, kind, is_right, count(*) from speculate.answers group by 1, 2, 3, 4, 5`,
  `create function speculate.count_answers() returns trigger language plpgsql as $$
  begin
    if tg_op <> 'INSERT' then
      update speculate.answer_counts c set many = c.many - gone.many from (
        select owner, repo, source, kind, is_right, count(*) as many from removed group by 1, 2, 3, 4, 5
      ) gone
      where (c.owner, c.repo, c.source, c.kind, c.is_right)
        = (gone.owner, gone.repo, gone.source, gone.kind, gone.is_right);
    end if;
    if tg_op <> 'DELETE' then
      insert into speculate.answer_counts
        select owner, repo, source, kind, is_right, count(*) from added group by 1, 2, 3, 4, 5
        on conflict (owner, repo, source, kind, is_right) do update set many = answer_counts.many + excluded.many;
    end if;
    return null;
  end $$`,
  // By statement: a repository that moves takes all of its answers along in one.
  ...[
    ['insert', 'new table as added'],
    ['update', 'old table as removed new table as added'],
    ['delete', 'old table as removed'],
  ].map(
    ([change, tables]) => `create trigger count_${change} after ${change} on speculate.answers
      referencing ${tables} for each statement execute function speculate.count_answers()`,
  ),
]
