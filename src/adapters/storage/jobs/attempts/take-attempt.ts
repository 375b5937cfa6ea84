import { randomInt } from 'node:crypto'
import { sql } from 'kysely'
import type { Job, PgBoss } from 'pg-boss'
import type { Database } from '../../database.ts'

export interface Taking {
  /** Toolchains whose attempts may be taken; undefined: all. */
  readonly serves: readonly string[] | undefined
  /** Repositories (`owner/repo`) that have enough places here. */
  readonly except: readonly string[]
}

const MOST_PRIORITY = 2 ** 31 - 1

/**
 * Takes the attempt whose turn it is; undefined when none may begin here. pg-boss knows no turns, but takes by priority: the one that is
 * chosen is given a number of its own, and then taken by it. Where another worker has chosen the same one meanwhile, the next is chosen.
 */
export async function takeAttempt(
  boss: PgBoss,
  database: Pick<Database, 'kysely'>,
  taking: Taking,
): Promise<Job<unknown> | undefined> {
  for (;;) {
    const called = randomInt(1, MOST_PRIORITY)
    if (!(await callUp(database, taking, called))) return undefined
    const [job] = await boss.fetch<unknown>('attempt', { minPriority: called, maxPriority: called })
    if (job) return job
  }
}

/**
 * Accounts take turns, and within an account its repositories: whoever has the fewest attempts under way comes first, then who has waited
 * longest since the last one began. An account is an installation of the App: each has one at most. What ran is told by pg-boss' own rows,
 * which stay for an hour.
 */
async function callUp(
  { kysely }: Pick<Database, 'kysely'>,
  taking: Taking,
  called: number,
): Promise<boolean> {
  const { rows } = await sql`
    with begun as (
      select split_part(group_id, '/', 1) as account, group_id as repository,
        count(*) filter (where state = 'active') as running, max(started_on) as last
      from pgboss.job where name = 'attempt' and started_on is not null group by 1, 2
    ), accounts as (
      select account, sum(running) as running, max(last) as last from begun group by 1
    )
    update pgboss.job set priority = ${called} where name = 'attempt' and state < 'active' and id = (
      select job.id from pgboss.job
        left join accounts on accounts.account = split_part(job.group_id, '/', 1)
        left join begun on begun.repository = job.group_id
      where job.name = 'attempt' and job.state < 'active' and not job.blocked and job.start_after <= now()
        and ${mayTake(taking)}
      order by coalesce(accounts.running, 0), accounts.last nulls first,
        coalesce(begun.running, 0), begun.last nulls first, job.created_on, job.id
      limit 1 for update of job skip locked
    ) returning id`.execute(kysely)
  return rows.length > 0
}

/** Those that need no toolchain name none. */
function mayTake({ serves, except }: Taking) {
  const isServed = serves
    ? sql`coalesce(job.data ->> 'needs', '') in (${sql.join(['', ...serves])})`
    : sql`true`
  return sql`${isServed} and coalesce(job.group_id, '') not in (${sql.join(['', ...except])})`
}
