import { type Kysely, sql } from 'kysely'
import type { Tables } from '../../tables.ts'

/**
 * Of a run that is settled, and of the issue before it began, the journal keeps what failed and the steps that did not end well as often
 * as they were begun: the rest says nothing that the log does not.
 */
export async function compactJournal(transaction: Kysely<Tables>, run: string): Promise<void> {
  const issue = run.replace(/\.\d+$/, '')
  await sql`select set_config('speculate.compaction', ${run}, true)`.execute(transaction)
  await sql`with well as materialized (
      select speculation, step, detail from speculate.journal where speculation in (${run}, ${issue})
      group by 1, 2, 3
      having count(*) filter (where phase = 'done') >= count(*) filter (where phase = 'intent'))
    delete from speculate.journal
    where speculation in (${run}, ${issue})
      and exists (select from speculate.speculations where id = ${run} and settled_at is not null)
      and (phase = 'waiting' or (phase in ('intent', 'done')
        and (speculation, step, detail) in (select speculation, step, detail from well)))`.execute(
    transaction,
  )
}
