import type { Kysely } from 'kysely'
import { z } from 'zod'
import { HumanChoice, isKnownChoice } from '../../../domain/issue/aftermath.ts'
import { answerOf } from '../../../domain/judgement/calibration.ts'
import { isSameRevert, Revert } from '../../../domain/run/revert.ts'
import { Speculation } from '../../../domain/run/speculation.ts'
import type { Store } from '../../../ports/store.ts'
import { jsonb } from '../jsonb.ts'
import type { Tables } from '../tables.ts'
import { writeAnswer } from './answer-rows.ts'
import { inTransaction } from './in-transaction.ts'
import { appendEntry } from './log/audit-chain-rows.ts'
import { readVerdict } from './speculation-row.ts'

/** What came after a verdict. Each change opens the speculation again and is in the log exactly when it stands. */
export function afterVerdictRows(
  kysely: Kysely<Tables>,
): Pick<Store, 'revoke' | 'recordChoice' | 'recordRevert'> {
  return {
    async revoke(id, revocation) {
      await inTransaction(kysely, async (transaction) => {
        const { numUpdatedRows } = await transaction
          .updateTable('speculations')
          .set({ revoked: jsonb(revocation), ...OPEN_AGAIN })
          .where('id', '=', id)
          .where('revoked', 'is', null)
          .executeTakeFirst()
        const event = { at: revocation.at, kind: 'revoked', payload: revocation }
        if (numUpdatedRows > 0n) await appendEntry(transaction, id, event)
      })
    },

    async recordChoice(id, choice) {
      await inTransaction(kysely, async (transaction) => {
        const row = await transaction
          .selectFrom('speculations')
          .select(['choices', 'verdict', 'packed_verdict', 'owner', 'repo'])
          .where('id', '=', id)
          .forUpdate()
          .executeTakeFirst()
        if (!row) return
        const choices = z.array(HumanChoice).parse(row.choices)
        if (isKnownChoice(choices, choice)) return
        const verdict = Speculation.shape.verdict.safeParse(readVerdict(row) ?? undefined).data
        const answer = verdict && answerOf(verdict, [...choices, choice])
        if (answer) await writeAnswer(transaction, { id, repository: row, answer })
        await transaction
          .updateTable('speculations')
          .set({ choices: jsonb([...choices, choice]), ...OPEN_AGAIN })
          .where('id', '=', id)
          .execute()
        await appendEntry(transaction, id, { at: choice.at, kind: 'human-choice', payload: choice })
      })
    },

    async recordRevert(id, revert) {
      await inTransaction(kysely, async (transaction) => {
        const row = await transaction
          .selectFrom('speculations')
          .select(['choices', 'reverts', 'verdict', 'packed_verdict', 'owner', 'repo'])
          .where('id', '=', id)
          .forUpdate()
          .executeTakeFirst()
        if (!row) return
        const before = z.array(Revert).parse(row.reverts)
        if (before.some((one) => isSameRevert(one, revert))) return
        const reverts = [...before, revert]
        const verdict = Speculation.shape.verdict.safeParse(readVerdict(row) ?? undefined).data
        const answer = verdict && answerOf(verdict, z.array(HumanChoice).parse(row.choices), reverts)
        if (answer) await writeAnswer(transaction, { id, repository: row, answer })
        await transaction
          .updateTable('speculations')
          .set({ reverts: jsonb(reverts), ...OPEN_AGAIN })
          .where('id', '=', id)
          .execute()
        await appendEntry(transaction, id, { at: revert.at, kind: revert.kind, payload: revert })
      })
    },
  }
}

/** A branch that was deleted stays so; archiving again finds nothing to do. */
const OPEN_AGAIN = { settled_at: null, archived_at: null, look_at: null }
