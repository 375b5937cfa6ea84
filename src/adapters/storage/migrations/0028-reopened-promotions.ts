import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** A promotion that was closed is open again once somebody has it opened again. */
export const reopenedPromotions: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
  },
}

/** What a person has last said of whether something is open. */
const LAST_SAID = `jsonb_path_query_array(choices,
  '$[*] ? (@.kind == "closed" || @.kind == "reopened" || @.kind == "restored" || @.kind == "promoted")') -> -1 ->> 'kind'`

const STATEMENTS = [
  'drop index speculate.speculations_watched',
  `alter table speculate.speculations
    drop column promotion_open,
    add column promotion_open boolean not null generated always as (
      coalesce(verdict -> 'decision' ->> 'kind' = 'promote', false) and revoked is null
      and not choices @> '[{"kind": "merged"}]' and coalesce(${LAST_SAID} <> 'closed', true)
    ) stored`,
  `create index speculations_watched on speculate.speculations (owner, repo, number, run)
    where archived_at is null or promotion_open`,
]
