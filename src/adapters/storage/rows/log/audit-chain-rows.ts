import type { Kysely } from 'kysely'
import { type AuditEvent, ChainHead } from '../../../../domain/run/audit.ts'
import type { Store } from '../../../../ports/store.ts'
import { eventDigest, nextEntry } from '../../../audit/hash-chain.ts'
import { keepPayload, readEntries } from '../../packed/audit-payloads.ts'
import type { Tables } from '../../tables.ts'

type AuditChainRows = Pick<Store, 'appendAudit' | 'auditLog' | 'auditedSpeculations'>

export function auditChainRows(kysely: Kysely<Tables>): AuditChainRows {
  return {
    appendAudit: (speculation, event) => appendEntry(kysely, speculation, event),

    async auditLog(speculation) {
      const entries = await readEntries(kysely, speculation)
      return { entries, head: await headOf(kysely, speculation) }
    },

    async auditedSpeculations() {
      const rows = await kysely
        .selectFrom('audit_heads')
        .select('speculation')
        .orderBy('speculation')
        .execute()
      return rows.map(({ speculation }) => speculation)
    },
  }
}

/** One speculation never has more writers than this at the same moment. */
const MAX_ROUNDS = 100

/**
 * Adds the event to the chain, once. Of writers at the same moment one gets the next place, which the primary key sees to,
 * and the others look again; also inside a transaction, where what the winner has committed is seen by the next statement.
 */
export async function appendEntry(
  kysely: Kysely<Tables>,
  speculation: string,
  event: AuditEvent,
): Promise<void> {
  const digest = eventDigest(event)
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const known = await kysely
      .selectFrom('audit')
      .select('seq')
      .where((is) => is.and({ speculation, digest }))
      .executeTakeFirst()
    if (known) return
    const entry = nextEntry(speculation, event, await headOf(kysely, speculation))
    const inserted = await kysely
      .insertInto('audit')
      .values({ ...entry, ...(await keepPayload(kysely, entry)), digest })
      .onConflict((on) => on.doNothing())
      .returning('seq')
      .executeTakeFirst()
    if (inserted) return
  }
  throw new Error(`the audit log of ${speculation} has too many writers at once`)
}

export async function headOf(kysely: Kysely<Tables>, speculation: string): Promise<ChainHead | undefined> {
  const head = await kysely
    .selectFrom('audit_heads')
    .select(['seq', 'hash'])
    .where('speculation', '=', speculation)
    .executeTakeFirst()
  return head && ChainHead.parse(head)
}
