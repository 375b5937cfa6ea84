import { type Kysely, sql } from 'kysely'
import type { PruneEvent } from '../../../../domain/run/audit.ts'
import { withoutUndefined } from '../../../../domain/without-undefined.ts'
import type { Store } from '../../../../ports/store.ts'
import { readEntries } from '../../packed/audit-payloads.ts'
import type { Tables } from '../../tables.ts'
import { inTransaction } from '../in-transaction.ts'
import { appendEntry, headOf } from './audit-chain-rows.ts'

type Retention = Pick<Store, 'prunable' | 'prune'>

/** The only way out of the log, traces and journal: by rule, whole speculations, each with an entry that records it. */
export function retention(kysely: Kysely<Tables>): Retention {
  return {
    async prunable(settledBefore) {
      const counts = await countsOf(kysely, settledBefore)
      return counts.filter(({ audit, traces, journal }) => audit + traces + journal > 0)
    },

    async prune(speculation, { settledBefore, at }) {
      await inTransaction(kysely, async (transaction) => {
        const [counts] = await countsOf(transaction, settledBefore, speculation)
        if (!counts || counts.audit + counts.traces + counts.journal === 0) return
        const head = await headOf(transaction, speculation)
        const { audit, traces, journal } = counts
        const entries = await readEntries(transaction, speculation)
        const before = entries.find(({ kind }) => kind === 'pruned')
        const earlier = before && { at: before.at, payload: before.payload }
        const payload: PruneEvent = {
          rule: { settledBefore },
          removed: { audit, traces, journal },
          lastSeq: head?.seq ?? 0,
          lastHash: head?.hash ?? '0'.repeat(64),
          ...withoutUndefined({ earlier }),
        }
        await appendEntry(transaction, speculation, { at, kind: 'pruned', payload })
        await removeRows(transaction, speculation)
      })
    },
  }
}

/** The database lets rows go only now: the chain ends with `pruned`, and the setting, which ends with the transaction, names it. */
async function removeRows(transaction: Kysely<Tables>, speculation: string): Promise<void> {
  await sql`select set_config('speculate.retention', ${speculation}, true)`.execute(transaction)
  const head = await headOf(transaction, speculation)
  await transaction.deleteFrom('traces').where('speculation', '=', speculation).execute()
  await transaction.deleteFrom('journal').where('speculation', '=', speculation).execute()
  await transaction
    .deleteFrom('audit')
    .where('speculation', '=', speculation)
    .where('seq', '<', head?.seq ?? 0)
    .execute()
}

/** An entry `pruned` that stands alone is what is left, and stays. */
async function countsOf(kysely: Kysely<Tables>, settledBefore: string, only?: string) {
  const of = only === undefined ? sql`true` : sql`speculation = ${only}`
  const { rows } = await sql<Record<'id' | 'audit' | 'traces' | 'journal', unknown>>`
    with audit as (
      select speculation, case when bool_or(kind <> 'pruned') then count(*) end as many
      from speculate.audit where ${of} group by 1),
    traces as (select speculation, count(*) as many from speculate.traces where ${of} group by 1),
    journal as (select speculation, count(*) as many from speculate.journal where ${of} group by 1)
    select s.id, a.many as audit, t.many as traces, j.many as journal
    from speculate.speculations s
      left join audit a on a.speculation = s.id
      left join traces t on t.speculation = s.id
      left join journal j on j.speculation = s.id
    where s.settled_at::timestamptz < ${settledBefore}::timestamptz and ${only === undefined ? sql`true` : sql`s.id = ${only}`}
    order by s.id`.execute(kysely)
  return rows.map(({ id, audit, traces, journal }) => ({
    speculation: String(id),
    audit: Number(audit),
    traces: Number(traces),
    journal: Number(journal),
  }))
}
