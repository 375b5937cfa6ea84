import type { Kysely } from 'kysely'
import { z } from 'zod'
import { Command } from '../../domain/command.ts'
import type { Store } from '../../ports/store.ts'
import { appendEntry } from './audit-chain-rows.ts'
import { jsonb } from './jsonb.ts'
import type { Tables } from './tables.ts'

/** The first answer to a comment stands, and is in the log exactly when it stands. */
export function commandRows(kysely: Kysely<Tables>): Pick<Store, 'recordCommand'> {
  return {
    async recordCommand(id, command) {
      await kysely.transaction().execute(async (transaction) => {
        const row = await transaction
          .selectFrom('speculations')
          .select('commands')
          .where('id', '=', id)
          .forUpdate()
          .executeTakeFirst()
        if (!row) return
        const before = z.array(Command).parse(row.commands)
        if (before.some(({ comment }) => comment === command.comment)) return
        await transaction
          .updateTable('speculations')
          .set({ commands: jsonb([...before, command]) })
          .where('id', '=', id)
          .execute()
        await appendEntry(transaction, id, { at: command.answeredAt, kind: 'command', payload: command })
      })
    },
  }
}
