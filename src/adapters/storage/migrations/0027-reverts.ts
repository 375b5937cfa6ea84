import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** What has become of what was merged; and when it was, so that it is watched for some time although all else is over. */
export const reverts: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
  },
}

const STATEMENTS = [
  `alter table speculate.speculations
    add column reverts jsonb not null default '[]',
    add column merged_at text generated always as (
      jsonb_path_query_first(choices, '$[*] ? (@.kind == "merged")') ->> 'at'
    ) stored`,
  'create index speculations_merged on speculate.speculations (merged_at) where merged_at is not null',
]
