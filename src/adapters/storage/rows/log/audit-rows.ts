import { createHash } from 'node:crypto'
import type { Kysely } from 'kysely'
import { z } from 'zod'
import { Trace } from '../../../../domain/run/trace.ts'
import { storable } from '../../../../domain/storable.ts'
import type { JournalEntry, Store } from '../../../../ports/store.ts'
import { packJson } from '../../packed/pack-json.ts'
import { unpacked } from '../../packed/packed-column.ts'
import type { Tables } from '../../tables.ts'

type AuditRows = Pick<Store, 'appendTraces' | 'traces' | 'journal' | 'journalOf' | 'isUncertain'>

/** Traces and journal: rows are only ever added, and the database refuses anything else (T14). */
export function auditRows(kysely: Kysely<Tables>): AuditRows {
  return {
    async appendTraces(speculation, traces) {
      if (traces.length === 0) return
      await kysely
        .insertInto('traces')
        .values(await Promise.all(traces.map((trace) => toRow(speculation, trace))))
        .onConflict((on) => on.columns(['speculation', 'candidate_id', 'result']).doNothing())
        .execute()
    },

    async traces(speculation) {
      const rows = await kysely
        .selectFrom('traces')
        .select(['document', 'packed'])
        .where('speculation', '=', speculation)
        .orderBy('position')
        .execute()
      return rows.map(({ document, packed }) => Trace.parse(unpacked(packed, document)))
    },

    async journal(entry) {
      const { speculation, at, phase } = entry
      const row = {
        speculation,
        at,
        phase,
        step: storable(entry.step),
        detail: storable(entry.detail),
      }
      await kysely
        .insertInto('journal')
        .values({ ...row, digest: digest(row) })
        .onConflict((on) => on.column('digest').doNothing())
        .execute()
    },

    async journalOf(speculation) {
      const rows = await kysely
        .selectFrom('journal')
        .select(['speculation', 'at', 'step', 'phase', 'detail'])
        .where('speculation', '=', speculation)
        .orderBy('position')
        .execute()
      return rows.map((row) => ({ ...row, phase: Phase.parse(row.phase) }))
    },

    async isUncertain(speculation, { step, detail }) {
      const rows = await kysely
        .selectFrom('journal')
        .select(['phase'])
        .where('speculation', '=', speculation)
        .where('step', '=', storable(step))
        .where('detail', '=', storable(detail))
        .execute()
      const count = (phase: string) => rows.filter((row) => row.phase === phase).length
      return count('intent') > count('done')
    },
  }
}

const Phase = z.enum(['intent', 'done', 'failed', 'waiting'])

async function toRow(speculation: string, trace: Trace) {
  return {
    speculation,
    candidate_id: trace.candidate_id,
    result: trace.result,
    packed: await packJson(Trace.parse(trace)),
  }
}

function digest({ speculation, at, step, phase, detail }: JournalEntry): string {
  return createHash('sha256')
    .update(JSON.stringify([speculation, at, step, phase, detail]))
    .digest('hex')
}
