import { type Kysely, sql } from 'kysely'
import { IssueRef } from '../../../../domain/issue/issue.ts'
import type { Store } from '../../../../ports/store.ts'
import type { Tables } from '../../tables.ts'
import { ASIDE } from '../moved-repositories.ts'

export function runsIn(kysely: Kysely<Tables>): Pick<Store, 'runsIn'> {
  return {
    async runsIn(of) {
      if ('ids' in of && of.ids.length === 0) return []
      const rows = await kysely
        .selectFrom('speculations as open')
        .select(['open.owner', 'open.repo', 'open.number'])
        .distinct()
        .where(sql<boolean>`(open.archived_at is null or open.promotion_open)`)
        .where((is) =>
          'ids' in of ? is('open.repository_id', 'in', [...of.ids]) : is('open.owner', '=', of.owner),
        )
        .orderBy('open.owner')
        .orderBy('open.repo')
        .orderBy('open.number')
        .execute()
      // What is kept aside has no name at present.
      return rows.filter(({ repo }) => !repo.includes(ASIDE)).map((row) => IssueRef.parse(row))
    },
  }
}
