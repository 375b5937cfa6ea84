import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import type { Store } from '../../../../ports/store.ts'
import type { Tables } from '../../tables.ts'

export function watchedRows(kysely: Kysely<Tables>): Pick<Store, 'watched'> {
  return {
    async watched() {
      const hasEntered = sql<boolean>`(open.archived_at is null and open.commands @> ${ENTERED}::text::jsonb)`
      const rows = await kysely
        .selectFrom('speculations as open')
        .select(['open.owner', 'open.repo'])
        .select(sql<unknown>`case when ${hasEntered} then ${NUMBERS} else '[]'::jsonb end`.as('pullRequests'))
        .select(BRANCH.as('branch'))
        // The words of the index.
        .where(sql<boolean>`(open.archived_at is null or open.promotion_open)`)
        .where(sql<boolean>`(open.promotion_open or ${hasEntered})`)
        .execute()
      return rows.map(({ owner, repo, pullRequests, branch }) => ({
        ...{ owner, repo, pullRequests: z.array(z.int()).parse(pullRequests) },
        branch: branch ?? undefined,
      }))
    },
  }
}

const ENTERED = JSON.stringify([{ answer: { kind: 'entered' } }])
const BRANCH = sql<string | null>`case when open.promotion_open then open.document -> 'base' ->> 'branch' end`
const NUMBERS = sql`jsonb_path_query_array(open.commands, '$[*].answer ? (@.kind == "entered").pullRequest')`
