import { type Kysely, sql } from 'kysely'
import { IssueRef } from '../../../domain/issue/issue.ts'
import type { Store } from '../../../ports/store.ts'
import type { Tables } from '../tables.ts'

/** Of the table as `open`: until it is taken back, merged or closed, however long ago the losers were archived. */
export function promotionIsOpen() {
  return sql<boolean>`(open.verdict -> 'decision' ->> 'kind' = 'promote' and open.revoked is null
    and not open.choices @> '[{"kind": "merged"}]' and not open.choices @> '[{"kind": "closed"}]')`
}

export function openPromotions(kysely: Kysely<Tables>): Pick<Store, 'promotedOn'> {
  return {
    async promotedOn({ owner, repo }, branch) {
      const rows = await kysely
        .selectFrom('speculations as open')
        .select(['open.owner', 'open.repo', 'open.number'])
        .distinct()
        .where((is) => is.and({ 'open.owner': owner, 'open.repo': repo }))
        .where(sql<boolean>`open.document -> 'base' ->> 'branch' = ${branch}`)
        .where(promotionIsOpen())
        .orderBy('open.number')
        .execute()
      return rows.map((row) => IssueRef.parse(row))
    },
  }
}
