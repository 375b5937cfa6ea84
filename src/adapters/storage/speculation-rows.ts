import { type Kysely, type Selectable, sql } from 'kysely'
import { IssueRef } from '../../domain/issue.ts'
import { Speculation } from '../../domain/speculation.ts'
import type { Store } from '../../ports/store.ts'
import { jsonb } from './jsonb.ts'
import type { Tables } from './tables.ts'

type SpeculationRows = Pick<
  Store,
  'latestSpeculation' | 'insertSpeculation' | 'recordVerdict' | 'settle' | 'archive' | 'openIssues'
>

export function speculationRows(kysely: Kysely<Tables>): SpeculationRows {
  return {
    async latestSpeculation({ owner, repo, number }) {
      const row = await kysely
        .selectFrom('speculations')
        .selectAll()
        .where((is) => is.and({ owner, repo, number }))
        .orderBy('run', 'desc')
        .limit(1)
        .executeTakeFirst()
      return row && toSpeculation(row)
    },

    async insertSpeculation(speculation) {
      await kysely
        .insertInto('speculations')
        .values(toRow(speculation))
        .onConflict((on) => on.column('id').doNothing())
        .execute()
    },

    async recordVerdict(id, verdict) {
      await kysely
        .updateTable('speculations')
        .set({ verdict: jsonb(verdict) })
        .where('id', '=', id)
        .where('verdict', 'is', null)
        .execute()
    },

    async settle(id, at) {
      await kysely
        .updateTable('speculations')
        .set({ settled_at: at })
        .where('id', '=', id)
        .where('settled_at', 'is', null)
        .execute()
    },

    async archive(id, at) {
      await kysely
        .updateTable('speculations')
        .set({ archived_at: at })
        .where('id', '=', id)
        .where('archived_at', 'is', null)
        .execute()
    },

    openIssues: (now) => openIssues(kysely, now),
  }
}

async function openIssues(kysely: Kysely<Tables>, now: string): Promise<readonly IssueRef[]> {
  const rows = await kysely
    .selectFrom('speculations as open')
    .select(['open.owner', 'open.repo', 'open.number'])
    .where('open.archived_at', 'is', null)
    .where((is) => is.or([is('open.settled_at', 'is', null), archiveIsDue(now)]))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('speculations as later')
            .select('later.id')
            .whereRef('later.owner', '=', 'open.owner')
            .whereRef('later.repo', '=', 'open.repo')
            .whereRef('later.number', '=', 'open.number')
            .whereRef('later.run', '>', 'open.run'),
        ),
      ),
    )
    .orderBy('open.owner')
    .orderBy('open.repo')
    .orderBy('open.number')
    .execute()
  return rows.map((row) => IssueRef.parse(row))
}

function archiveIsDue(now: string) {
  const days = sql<number>`(open.document -> 'settings' ->> 'archive_after_days')::float8`
  return sql<boolean>`open.settled_at::timestamptz + ${days} * interval '1 day' <= ${now}::timestamptz`
}

function toRow(speculation: Speculation) {
  const { verdict, settledAt, archivedAt, ...document } = speculation
  return {
    id: speculation.id,
    owner: speculation.issue.owner,
    repo: speculation.issue.repo,
    number: speculation.issue.number,
    run: speculation.run,
    document: jsonb(document),
    verdict: verdict ? jsonb(verdict) : null,
    settled_at: settledAt ?? null,
    archived_at: archivedAt ?? null,
  }
}

function toSpeculation(row: Selectable<Tables['speculations']>): Speculation {
  return Speculation.parse({
    ...Object(row.document),
    ...(row.verdict ? { verdict: row.verdict } : {}),
    ...(row.settled_at ? { settledAt: row.settled_at } : {}),
    ...(row.archived_at ? { archivedAt: row.archived_at } : {}),
  })
}
