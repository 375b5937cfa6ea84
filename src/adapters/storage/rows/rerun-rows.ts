import type { Kysely } from 'kysely'
import { z } from 'zod'
import { isSameRerun, Rerun, withRerun } from '../../../domain/checks/rerun.ts'
import type { Store } from '../../../ports/store.ts'
import { jsonb } from '../jsonb.ts'
import type { Tables } from '../tables.ts'
import { inTransaction } from './in-transaction.ts'
import { appendEntry } from './log/audit-chain-rows.ts'

/** A rerun is in the log twice: when it was asked for, with the first outcome, and with what GitHub answered. */
export function rerunRows(kysely: Kysely<Tables>): Pick<Store, 'recordRerun'> {
  return {
    async recordRerun(id, rerun) {
      await inTransaction(kysely, async (transaction) => {
        const row = await transaction
          .selectFrom('speculations')
          .select('reruns')
          .where('id', '=', id)
          .forUpdate()
          .executeTakeFirst()
        if (!row) return
        const before = z.array(Rerun).parse(row.reruns)
        const after = withRerun(before, rerun)
        if (after === before) return
        await transaction
          .updateTable('speculations')
          .set({ reruns: jsonb(after) })
          .where('id', '=', id)
          .execute()
        const payload = after.find((one) => isSameRerun(one, rerun))
        await appendEntry(transaction, id, { at: rerun.askedAt, kind: 'rerun', payload })
      })
    },
  }
}
