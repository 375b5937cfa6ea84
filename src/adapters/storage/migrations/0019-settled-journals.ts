import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/**
 * Lines of the journal may go once the run is settled, in a transaction that names it in `speculate.compaction`; what failed stays. The
 * log and the traces, which tell what happened, are let go by retention alone (0002).
 */
export const settledJournals: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
  },
}

const STATEMENTS = [
  `create function speculate.is_compacted(line speculate.journal) returns boolean language sql stable as $$
    select line.phase <> 'failed' and exists (
      select from speculate.speculations
      where id = current_setting('speculate.compaction', true) and settled_at is not null
        and line.speculation in (id, regexp_replace(id, '\\.\\d+$', '')))
  $$`,
  'drop trigger recorded_delete on speculate.journal',
  `create trigger recorded_delete before delete on speculate.journal
    for each row when (not speculate.is_compacted(old)) execute function speculate.refuse_unrecorded_delete()`,
]
