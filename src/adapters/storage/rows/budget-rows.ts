import { type Kysely, sql } from 'kysely'
import { type Attempt, usedAmounts } from '../../../domain/candidate/attempt.ts'
import type { RepositoryRef } from '../../../domain/issue/issue.ts'
import {
  type Amounts,
  addAmounts,
  DaySpending,
  DIMENSIONS,
  fits,
  utcDay,
} from '../../../domain/run/budget.ts'
import { issueOfSpeculation } from '../../../domain/run/speculation.ts'
import type { AttemptLimits, Store } from '../../../ports/store.ts'
import { jsonb } from '../jsonb.ts'
import type { Tables } from '../tables.ts'
import { inTransaction } from './in-transaction.ts'
import { appendEntry } from './log/audit-chain-rows.ts'

type BudgetRows = Pick<Store, 'recordUsage' | 'spentOn' | 'recordCi'>

/** The amounts used, and by which attempt. */
export function budgetRows(kysely: Kysely<Tables>): BudgetRows {
  return {
    async recordUsage({ speculation, candidate, number }, at, usage) {
      await inTransaction(kysely, async (transaction) => {
        const { numUpdatedRows } = await transaction
          .updateTable('attempts')
          .set({ late_usage: jsonb(usage), charged: jsonb(usedAmounts(usage)) })
          .where((is) => is.and({ speculation, candidate, number }))
          .where('late_usage', 'is', null)
          .where(sql<boolean>`outcome -> 'usage' @> '{"unknown": true}'`)
          .executeTakeFirst()
        const event = { at, kind: 'attempt-usage', payload: { candidate, number, usage } }
        if (numUpdatedRows > 0n) await appendEntry(transaction, speculation, event)
      })
    },

    spentOn: ({ owner, repo }, day, except = '') => spentOn(kysely, { owner, repo, day, except }),

    async recordCi(speculation, day, seconds) {
      // Amounts recorded for other days stay with those days.
      await sql`update speculate.speculations s
        set ci = s.ci || jsonb_build_object(${day}::text, greatest(
          coalesce((s.ci ->> ${day}::text)::float8, 0),
          ${seconds}::float8 - (select coalesce(sum(value::float8), 0) from jsonb_each_text(s.ci) where key <> ${day})))
        where s.id = ${speculation}`.execute(kysely)
    },
  }
}

async function repositoryOf(transaction: Kysely<Tables>, id: string): Promise<RepositoryRef> {
  const row = await transaction
    .selectFrom('speculations')
    .select(['owner', 'repo'])
    .where('id', '=', id)
    .executeTakeFirst()
  return row ?? issueOfSpeculation(id)
}

/** Of attempts that ask at the same moment, one after the other is looked at: the lock ends with the transaction. */
export async function hasRoom(
  transaction: Kysely<Tables>,
  { speculation, candidate, number, queuedAt, grant = {} }: Attempt,
  limits: AttemptLimits,
): Promise<boolean> {
  const { owner, repo } = await repositoryOf(transaction, speculation)
  await sql`select pg_advisory_xact_lock(hashtext(${`speculate budget ${owner}/${repo}`}))`.execute(
    transaction,
  )
  const known = await transaction
    .selectFrom('attempts')
    .select('number')
    .where((is) => is.and({ speculation, candidate, number }))
    .executeTakeFirst()
  if (known) return true
  const day = await spentOn(transaction, { owner, repo, day: utcDay(queuedAt), except: '' })
  const ofRun = await chargedTo(transaction, speculation)
  return (
    fits(limits.speculation, ofRun, grant) &&
    fits(limits.repositoryDay, addAmounts([day.spent, day.reserved]), grant)
  )
}

const SUMS = sql.raw(
  DIMENSIONS.map((dimension) => `sum((a.charged ->> '${dimension}')::float8)::float8 as "${dimension}"`).join(
    ', ',
  ),
)

async function chargedTo(kysely: Kysely<Tables>, speculation: string): Promise<Amounts> {
  const { rows } = await sql<Sums>`
    select ${SUMS} from speculate.attempts a where a.speculation = ${speculation}`.execute(kysely)
  return known(rows[0])
}

interface OnDay {
  readonly owner: string
  readonly repo: string
  readonly day: string
  /** Id of a run that is left out. */
  readonly except: string
}

/** The day comes first, and the repository after it: without statistics the database takes it for the other way round to be shorter. */
async function spentOn(kysely: Kysely<Tables>, { owner, repo, day, except }: OnDay): Promise<DaySpending> {
  const { rows } = await sql<Sums & { readonly ended: boolean }>`
    with a as materialized (
      select speculation, ended_at, charged from speculate.attempts where left(queued_at, 10) = ${day})
    select a.ended_at is not null as ended, ${SUMS}
    from a where a.speculation <> ${except} and
      (select s.owner = ${owner} and s.repo = ${repo} from speculate.speculations s where s.id = a.speculation)
    group by 1`.execute(kysely)
  const jobs = await sql<Sums>`
    with s as materialized (select id, owner, repo, ci from speculate.speculations where ci ? ${day}::text)
    select sum((s.ci ->> ${day}::text)::float8)::float8 as "ciSeconds" from s
    where s.owner = ${owner} and s.repo = ${repo} and s.id <> ${except}`.execute(kysely)
  return DaySpending.parse({
    spent: addAmounts([known(rows.find(({ ended }) => ended)), known(jobs.rows[0])]),
    reserved: known(rows.find(({ ended }) => !ended)),
  })
}

type Sums = { readonly [Dimension in (typeof DIMENSIONS)[number]]?: number | null }

/** A sum over nothing is null. */
function known(sums: Sums = {}): Amounts {
  return Object.fromEntries(
    DIMENSIONS.flatMap((dimension) => {
      const sum = sums[dimension]
      return sum === null || sum === undefined ? [] : [[dimension, sum] as const]
    }),
  )
}
