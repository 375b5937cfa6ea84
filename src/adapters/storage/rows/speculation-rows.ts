import { type Expression, type Kysely, type Selectable, type SqlBool, sql } from 'kysely'
import { IssueRef } from '../../../domain/issue/issue.ts'
import type { AuditEvent } from '../../../domain/run/audit.ts'
import { Speculation, speculationId } from '../../../domain/run/speculation.ts'
import { withoutUndefined } from '../../../domain/without-undefined.ts'
import type { Store } from '../../../ports/store.ts'
import { jsonb } from '../jsonb.ts'
import type { Tables } from '../tables.ts'
import { appendEntry } from './audit-chain-rows.ts'
import { ASIDE } from './moved-repositories.ts'
import { compactJournal } from './settled-journal.ts'

type SpeculationRows = Pick<
  Store,
  | 'latestSpeculation'
  | 'earlierSpeculations'
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
        .selectAll()
        .where((is) => is.and({ owner, repo, number }))
        .orderBy('run', 'desc')
        .limit(1)
        .executeTakeFirst()
      return row && toSpeculation(row)
    },

    async earlierSpeculations({ owner, repo, number }) {
      const rows = await kysely
        .selectFrom('speculations')
        .selectAll()
        .where((is) => is.and({ owner, repo, number }))
        .orderBy('run')
        .execute()
      return rows.slice(0, -1).map(toSpeculation)
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
      kysely.transaction().execute(async (transaction) => {
        const inserted = await transaction
          .insertInto('speculations')
          .values(toRow(speculation))
          .onConflict((on) => on.column('id').doNothing())
          .returning('id')
          .executeTakeFirst()
        const event = { at: speculation.startedAt, kind: 'started', payload: speculation }
        if (inserted) await appendEntry(transaction, speculation.id, event)
      }),

    recordPlan: (id, plan, at) =>
      changeOnce(kysely, id, {
        column: 'plan',
        value: jsonb(plan),
        event: { at, kind: 'planned', payload: plan },
        // Where no planner was asked, the plan that the run began with stands.
        where: sql<boolean>`document #> '{plan,proposing}' is not null`,
      }),

    recordVerdict: (id, verdict) =>
      changeOnce(kysely, id, {
        column: 'verdict',
        value: jsonb(verdict),
        event: { at: verdict.decidedAt, kind: 'verdict', payload: verdict },
      }),

    recordGrafts: (id, grafts) =>
      changeOnce(kysely, id, {
        column: 'grafts',
        value: jsonb(grafts),
        event: { at: grafts.at, kind: 'grafts', payload: grafts },
      }),

    settle: (id, at, seen) =>
      changeOnce(kysely, id, {
        column: 'settled_at',
        value: at,
        ...withoutUndefined({
          also: seen === undefined ? undefined : { label_seen: sql<string>`coalesce(label_seen, ${seen})` },
        }),
        event: { at, kind: 'settled', payload: { settledAt: at } },
      }),

    archive: (id, at) =>
      changeOnce(kysely, id, {
        column: 'archived_at',
        value: at,
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

interface Change {
  readonly column: 'plan' | 'verdict' | 'grafts' | 'settled_at' | 'archived_at'
  readonly value: unknown
  readonly event: AuditEvent
  readonly where?: Expression<SqlBool>
  readonly also?: { readonly label_seen: Expression<string> }
}

/** The first one stands, and is in the log exactly when it stands. */
async function changeOnce(
  kysely: Kysely<Tables>,
  id: string,
  { column, value, event, where = sql<boolean>`true`, also }: Change,
): Promise<void> {
  await kysely.transaction().execute(async (transaction) => {
    const { numUpdatedRows } = await transaction
      .updateTable('speculations')
      .set({ [column]: value, ...also })
      .where('id', '=', id)
      .where(column, 'is', null)
      .where(where)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) return
    await appendEntry(transaction, id, event)
    if (column === 'settled_at' || column === 'archived_at') await compactJournal(transaction, id)
  })
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
    // Asked for each by itself: a join would read the runs that are over, where the database has no statistics of them.
    .where(({ eb, selectFrom }) =>
      eb(
        'open.run',
        '=',
        selectFrom('speculations as one')
          .select(({ fn }) => fn.max('one.run').as('latest'))
          .whereRef('one.owner', '=', 'open.owner')
          .whereRef('one.repo', '=', 'open.repo')
          .whereRef('one.number', '=', 'open.number'),
      ),
    )
    .orderBy('open.owner')
    .orderBy('open.repo')
    .orderBy('open.number')
    .execute()
  // What is kept aside has no name at present.
  return rows.filter(({ repo }) => !repo.includes(ASIDE)).map((row) => IssueRef.parse(row))
}

function archiveIsDue(now: string) {
  return sql<boolean>`open.settled_at::timestamptz + open.archive_after_days * interval '1 day' <= ${now}::timestamptz`
}

function toRow(speculation: Speculation) {
  const {
    verdict,
    revoked,
    choices,
    reruns,
    commands,
    settledAt,
    archivedAt,
    ci,
    labelSeen,
    grafts,
    ...document
  } = speculation
  return {
    id: speculation.id,
    owner: speculation.issue.owner,
    repo: speculation.issue.repo,
    number: speculation.issue.number,
    repository_id: speculation.repositoryId ?? null,
    run: speculation.run,
    document: jsonb(document),
    verdict: verdict ? jsonb(verdict) : null,
    revoked: revoked ? jsonb(revoked) : null,
    choices: jsonb(choices ?? []),
    grafts: grafts ? jsonb(grafts) : null,
    ci: jsonb(ci ?? {}),
    reruns: jsonb(reruns ?? []),
    commands: jsonb(commands ?? []),
    settled_at: settledAt ?? null,
    archived_at: archivedAt ?? null,
    label_seen: labelSeen ?? null,
    look_at: null,
  }
}

export function toSpeculation(row: Selectable<Tables['speculations']>): Speculation {
  return Speculation.parse({
    ...Object(row.document),
    issue: { owner: row.owner, repo: row.repo, number: row.number },
    ...withoutUndefined({
      plan: row.plan || undefined,
      verdict: row.verdict || undefined,
      revoked: row.revoked || undefined,
    }),
    ...(Array.isArray(row.choices) && row.choices.length > 0 ? { choices: row.choices } : {}),
    ...(Object.keys(Object(row.ci)).length > 0 ? { ci: row.ci } : {}),
    ...(Array.isArray(row.reruns) && row.reruns.length > 0 ? { reruns: row.reruns } : {}),
    ...(Array.isArray(row.commands) && row.commands.length > 0 ? { commands: row.commands } : {}),
    ...withoutUndefined({
      grafts: row.grafts || undefined,
      settledAt: row.settled_at || undefined,
      archivedAt: row.archived_at || undefined,
      labelSeen: row.label_seen || undefined,
      repositoryId: row.repository_id || undefined,
    }),
  })
}
