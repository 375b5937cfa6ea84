import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import { IssueRef } from '../../../../domain/issue/issue.ts'
import { later } from '../../../../domain/later.ts'
import { WATCHED_AFTER_MERGE_MS } from '../../../../domain/run/revert.ts'
import type { Store } from '../../../../ports/store.ts'
import type { Tables } from '../../tables.ts'
import { isLatest } from './is-latest.ts'

export function mergedRows(kysely: Kysely<Tables>): Pick<Store, 'mergedOn'> {
  return {
    async mergedOn({ owner, repo }, branch, since) {
      const rows = await kysely
        .selectFrom('speculations')
        .select(['owner', 'repo', 'number'])
        .distinct()
        .where((is) => is.and({ owner, repo }))
        .where('merged_at', '>=', since)
        .where(sql<boolean>`document -> 'base' ->> 'branch' = ${branch}`)
        .orderBy('number')
        .execute()
      return rows.map((row) => IssueRef.parse(row))
    },
  }
}

/** Of runs that are archived; all others are looked at anyway. */
export function mergedLately(kysely: Kysely<Tables>, now: string) {
  return kysely
    .selectFrom('speculations as open')
    .select(['open.owner', 'open.repo', 'open.number'])
    .where('open.merged_at', '>=', later(now, -WATCHED_AFTER_MERGE_MS))
    .where('open.archived_at', 'is not', null)
    .where((is) => is.or([is('open.look_at', 'is', null), is('open.look_at', '<=', now)]))
    .where(isLatest)
}
