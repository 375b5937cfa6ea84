import { type Expression, type Kysely, type SqlBool, sql, type UpdateObject } from 'kysely'
import type { Plan } from '../../../domain/candidate/brief.ts'
import { IssueRef } from '../../../domain/issue/issue.ts'
import type { AuditEvent } from '../../../domain/run/audit.ts'
import { speculationId } from '../../../domain/run/speculation.ts'
import type { Store } from '../../../ports/store.ts'
import { jsonb } from '../jsonb.ts'
import type { Tables } from '../tables.ts'
import { isLatest } from './finding/is-latest.ts'
import { mergedLately } from './finding/merged-rows.ts'
import { inTransaction } from './in-transaction.ts'
import { appendEntry } from './log/audit-chain-rows.ts'
import { compactJournal } from './log/settled-journal.ts'
import { ASIDE } from './moved-repositories.ts'
import { SPECULATION_COLUMNS, toRow, toSpeculation, verdictColumns } from './speculation-row.ts'

type SpeculationRows = Pick<
  Store,
  | 'latestSpeculation'
  | 'earlierSpeculations'
  | 'speculationAt'
  | 'freeRun'
  | 'issueOf'
  | 'insertSpeculation'
  | 'recordPlan'
  | 'recordVerdict'
  | 'recordGrafts'
  | 'settle'
  | 'archive'
  | 'putOffLook'
  | 'openIssues'
>

export function speculationRows(kysely: Kysely<Tables>): SpeculationRows {
  return {
    async latestSpeculation({ owner, repo, number }) {
      const row = await kysely
        .selectFrom('speculations')
        .select(SPECULATION_COLUMNS)
        .where((is) => is.and({ owner, repo, number }))
        .orderBy('run', 'desc')
        .limit(1)
        .executeTakeFirst()
      return row && toSpeculation(row)
    },

    async earlierSpeculations({ owner, repo, number }) {
      const rows = await kysely
        .selectFrom('speculations')
        .select(SPECULATION_COLUMNS)
        .where((is) => is.and({ owner, repo, number }))
        .orderBy('run')
        .execute()
      return rows.slice(0, -1).map(toSpeculation)
    },

    async speculationAt({ owner, repo, number }, run) {
      const row = await kysely
        .selectFrom('speculations')
        .select(SPECULATION_COLUMNS)
        .where((is) => is.and({ owner, repo, number, run }))
        .executeTakeFirst()
      return row && toSpeculation(row)
    },

    freeRun: (issue, next) => freeRun(kysely, issue, next),

    async issueOf(id) {
      const row = await kysely
        .selectFrom('speculations')
        .select(['owner', 'repo', 'number'])
        .where('id', '=', id)
        .executeTakeFirst()
      return row && IssueRef.parse(row)
    },

    insertSpeculation: (speculation) =>
      inTransaction(kysely, async (transaction) => {
        const inserted = await transaction
          .insertInto('speculations')
          .values(await toRow(speculation))
          .onConflict((on) => on.column('id').doNothing())
          .returning('id')
          .executeTakeFirst()
        const event = { at: speculation.startedAt, kind: 'started', payload: speculation }
        if (inserted) await appendEntry(transaction, speculation.id, event)
      }),

    recordPlan: (id, plan, at) =>
      changeOnce(kysely, id, {
        column: 'plan',
        columns: { plan: jsonb(plan) },
        event: { at, kind: 'planned', payload: plan },
        where: asksForMore(plan),
      }),

    recordVerdict: async (id, verdict) =>
      changeOnce(kysely, id, {
        column: 'verdict',
        columns: await verdictColumns(verdict),
        event: { at: verdict.decidedAt, kind: 'verdict', payload: verdict },
      }),

    recordGrafts: (id, grafts) =>
      changeOnce(kysely, id, {
        column: 'grafts',
        columns: { grafts: jsonb(grafts) },
        event: { at: grafts.at, kind: 'grafts', payload: grafts },
      }),

    settle: (id, at, seen) =>
      changeOnce(kysely, id, {
        column: 'settled_at',
        columns: { settled_at: at, label_seen: firstSeen(seen) },
        event: { at, kind: 'settled', payload: { settledAt: at } },
      }),

    archive: (id, at) =>
      changeOnce(kysely, id, {
        column: 'archived_at',
        columns: { archived_at: at },
        event: { at, kind: 'archived', payload: { archivedAt: at } },
      }),

    async putOffLook(id, until) {
      await kysely.updateTable('speculations').set({ look_at: until }).where('id', '=', id).execute()
    },

    openIssues: (now) => openIssues(kysely, now),
  }
}

async function freeRun(kysely: Kysely<Tables>, issue: IssueRef, next: number): Promise<number> {
  const taken = await kysely
    .selectFrom('speculations')
    .select('id')
    .where('id', '=', speculationId(issue, next))
    .executeTakeFirst()
  return taken ? freeRun(kysely, issue, next + 1) : next
}

function firstSeen(label: string | undefined) {
  return sql<string | null>`coalesce(label_seen, ${label ?? null}::text)`
}

/** Whether the plan that stands asks somebody whom the next one does not ask any more; one that asks nobody stands for good. */
function asksForMore({ proposing }: Plan) {
  const standing = sql`coalesce(plan, document -> 'plan')`
  const toClassify = sql<boolean>`${standing} -> 'classifying' is not null`
  if (proposing) return toClassify
  return sql<boolean>`(${toClassify} or ${standing} -> 'proposing' is not null)`
}

interface Change {
  /** Empty until then, unless `where` says something else. */
  readonly column: 'plan' | 'verdict' | 'grafts' | 'settled_at' | 'archived_at'
  /** It, and what changes with it. */
  readonly columns: UpdateObject<Tables, 'speculations'>
  readonly event: AuditEvent
  readonly where?: Expression<SqlBool> | undefined
}

/** The first one stands, and is in the log exactly when it stands. */
async function changeOnce(
  kysely: Kysely<Tables>,
  id: string,
  { column, columns, event, where = sql<boolean>`${sql.ref(column)} is null` }: Change,
): Promise<void> {
  await inTransaction(kysely, async (transaction) => {
    const { numUpdatedRows } = await transaction
      .updateTable('speculations')
      .set(columns)
      .where('id', '=', id)
      .where(where)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) return
    await appendEntry(transaction, id, event)
    if (column === 'settled_at' || column === 'archived_at') await compactJournal(transaction, id)
    if (column === 'archived_at') await dropBundles(transaction, id)
  })
}

/** Nothing is made of them any more: what became a pull request is kept by the forge. */
async function dropBundles(transaction: Kysely<Tables>, id: string): Promise<void> {
  await transaction
    .updateTable('attempts')
    .set({ bundle: null })
    .where('speculation', '=', id)
    .where('bundle', 'is not', null)
    .execute()
}

async function openIssues(kysely: Kysely<Tables>, now: string): Promise<readonly IssueRef[]> {
  const rows = await kysely
    .selectFrom('speculations as open')
    .select(['open.owner', 'open.repo', 'open.number'])
    // The words of the index.
    .where(sql<boolean>`(open.archived_at is null or open.promotion_open)`)
    .where((is) =>
      is.or([
        is.and([
          is('open.archived_at', 'is', null),
          is.or([
            is.and([
              is('open.settled_at', 'is', null),
              is.or([is('open.look_at', 'is', null), is('open.look_at', '<=', now)]),
            ]),
            archiveIsDue(now),
          ]),
        ]),
        is('open.look_at', 'is', null),
        is('open.look_at', '<=', now),
      ]),
    )
    .where(isLatest)
    .orderBy('open.owner')
    .orderBy('open.repo')
    .orderBy('open.number')
    .execute()
  const merged = await mergedLately(kysely, now).execute()
  // What is kept aside has no name at present.
  return [...rows, ...merged].filter(({ repo }) => !repo.includes(ASIDE)).map((row) => IssueRef.parse(row))
}

function archiveIsDue(now: string) {
  return sql<boolean>`open.settled_at::timestamptz + open.archive_after_days * interval '1 day' <= ${now}::timestamptz`
}
