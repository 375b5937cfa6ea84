import { type Kysely, sql } from 'kysely'
import { IssueRef } from '../../../../domain/issue/issue.ts'
import type { Store } from '../../../../ports/store.ts'
import type { Tables } from '../../tables.ts'

export function openPromotions(kysely: Kysely<Tables>): Pick<Store, 'promotedOn'> {
  return {
    async promotedOn({ owner, repo }, branch) {
      const rows = await kysely
        .selectFrom('speculations as open')
        .select(['open.owner', 'open.repo', 'open.number'])
        .distinct()
        .where((is) => is.and({ 'open.owner': owner, 'open.repo': repo }))
        .where(sql<boolean>`open.document -> 'base' ->> 'branch' = ${branch}`)
        .where(sql<boolean>`open.promotion_open`)
        .orderBy('open.number')
        .execute()
      return rows.map((row) => IssueRef.parse(row))
    },
  }
}
