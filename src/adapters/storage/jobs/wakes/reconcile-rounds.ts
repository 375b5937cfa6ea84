import { sql } from 'kysely'
import { z } from 'zod'
import { type IssueKey, parseIssueKey } from '../../../../domain/issue/issue.ts'
import type { Database } from '../../database.ts'

const Rounds = z.tuple([z.object({ now: z.int().nullable() })])

/**
 * In which round each of these issues is to be looked at, as the priority of its job: the rounds of an account follow one another, and one
 * that begins takes part in the round that is running now. So accounts take turns at reconciles, however many one of them is woken for
 * (start-time fair queueing, https://doi.org/10.1109/90.649569). The lower the priority, the later the round.
 *
 * What an account has waiting is remembered by the process that woke it, because counting it would slow every wake down. So an account has
 * a turn for each process that wakes it.
 */
export function reconcileRounds(
  database: Pick<Database, 'kysely'>,
): (issues: readonly IssueKey[]) => Promise<ReadonlyMap<IssueKey, number>> {
  const last = new Map<string, number>()
  return async (issues) => {
    const running = await runningRound(database)
    const now = running ?? 0
    for (const [account, round] of last) if (running === undefined || round > now) last.delete(account)
    return new Map(
      issues.map((issue) => {
        const account = parseIssueKey(issue).owner
        const round = Math.min(now, (last.get(account) ?? now + 1) - 1)
        last.set(account, round)
        return [issue, round]
      }),
    )
  }
}

/** Where nothing runs, the next; undefined where nothing waits either. Both are found by an index, however much waits. */
async function runningRound({ kysely }: Pick<Database, 'kysely'>): Promise<number | undefined> {
  const { rows } = await sql`
    select coalesce(
      (select min(priority) from pgboss.job where name = 'reconcile' and state = 'active' and group_id is not null),
      (select priority from pgboss.job where name = 'reconcile' and state < 'active' and not blocked
        order by priority desc limit 1)
    ) as now`.execute(kysely)
  const [{ now }] = Rounds.parse(rows)
  return now ?? undefined
}
