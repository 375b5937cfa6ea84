import { type Kysely, sql } from 'kysely'
import type { Tables } from '../tables.ts'

/**
 * Of a run that is settled, and of the issue before it began, the journal keeps what failed and the steps that did not end well as often
 * as they were begun: the rest says nothing that the log does not.
 */
export async function compactJournal(transaction: Kysely<Tables>, run: string): Promise<void> {
  const issue = run.replace(/\.\d+$/, '')
  await sql`select set_config('speculate.compaction', ${run}, true)`.execute(transaction)
  await sql`delete from speculate.journal line
    where speculation in (${run}, ${issue})
      and exists (select from speculate.speculations where id = ${run} and settled_at is not null)
      and (phase = 'waiting' or (phase in ('intent', 'done') and (
        select count(*) filter (where phase = 'done') >= count(*) filter (where phase = 'intent')
        from speculate.journal same
        where (same.speculation, same.step, same.detail) = (line.speculation, line.step, line.detail))))`.execute(
    transaction,
  )
}
