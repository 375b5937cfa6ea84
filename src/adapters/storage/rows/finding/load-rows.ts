import { type Kysely, sql } from 'kysely'
import { openCandidates } from '../../../../domain/run/repository-load.ts'
import type { Store } from '../../../../ports/store.ts'
import type { Tables } from '../../tables.ts'
import { SPECULATION_COLUMNS, toSpeculation } from '../speculation-row.ts'

export function loadRows(kysely: Kysely<Tables>): Pick<Store, 'loadOf' | 'judgedRuns'> {
  return {
    async judgedRuns({ owner, repo }, limit) {
      const rows = await kysely
        .selectFrom('speculations')
        .select(SPECULATION_COLUMNS)
        .where((is) => is.and({ owner, repo }))
        .where('verdict', 'is not', null)
        .orderBy(sql`document ->> 'startedAt'`, 'desc')
        .orderBy('id')
        .limit(limit)
        .execute()
      return rows.map(toSpeculation)
    },

    async loadOf({ owner, repo, number }, day) {
      const ofRepository = kysely.selectFrom('speculations').where((is) => is.and({ owner, repo }))
      const open = await ofRepository
        .select(SPECULATION_COLUMNS)
        .where('number', '!=', number)
        // The words of the index.
        .where(sql<boolean>`(archived_at is null or promotion_open)`)
        .execute()
      const begun = await ofRepository
        .select(({ fn }) => fn.countAll().as('many'))
        .where(sql<boolean>`left(document ->> 'startedAt', 10) = ${day}`)
        .executeTakeFirst()
      return {
        openCandidates: open.map(toSpeculation).reduce((sum, run) => sum + openCandidates(run), 0),
        runsBegun: Number(begun?.many ?? 0),
      }
    },
  }
}
