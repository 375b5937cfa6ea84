import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import { Command } from '../../../domain/issue/command.ts'
import { IssueRef } from '../../../domain/issue/issue.ts'
import { MAX_PRESSED, PressedButton } from '../../../domain/issue/pressed.ts'
import type { Store } from '../../../ports/store.ts'
import { jsonb } from '../jsonb.ts'
import type { Tables } from '../tables.ts'
import { inTransaction } from './in-transaction.ts'
import { appendEntry } from './log/audit-chain-rows.ts'

/** The first answer to a comment stands, and is in the log exactly when it stands. */
export function commandRows(
  kysely: Kysely<Tables>,
): Pick<Store, 'recordCommand' | 'recordPressed' | 'enteredFor'> {
  return {
    async enteredFor({ owner, repo }, pullRequests) {
      const named = pullRequests.map((number) => JSON.stringify([{ answer: { pullRequest: number } }]))
      if (named.length === 0) return []
      const rows = await kysely
        .selectFrom('speculations')
        .select(['owner', 'repo', 'number'])
        .distinct()
        .where((is) => is.and({ owner, repo }))
        .where('archived_at', 'is', null)
        .where((is) => is.or(named.map((document) => sql<boolean>`commands @> ${document}::text::jsonb`)))
        .orderBy('number')
        .execute()
      return rows.map((row) => IssueRef.parse(row))
    },

    async recordPressed({ issue: { owner, repo, number }, run }, pressed) {
      await inTransaction(kysely, async (transaction) => {
        const row = await transaction
          .selectFrom('speculations')
          .select(['id', 'pressed'])
          .where((is) => is.and({ owner, repo, number, run }))
          .forUpdate()
          .executeTakeFirst()
        if (!row) return
        const before = z.array(PressedButton).parse(row.pressed)
        if (before.length >= MAX_PRESSED || before.some(({ delivery }) => delivery === pressed.delivery))
          return
        await transaction
          .updateTable('speculations')
          .set({ pressed: jsonb([...before, pressed]) })
          .where('id', '=', row.id)
          .execute()
      })
    },

    async recordCommand(id, command) {
      await inTransaction(kysely, async (transaction) => {
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
