import { sql } from 'kysely'
import { z } from 'zod'
import type { Database } from '../database.ts'

const Rounds = z.tuple([z.object({ next: z.int() })])

/**
 * In which round a new attempt of a group is to run, as its priority: the rounds of a group follow one another, and one that begins takes
 * part in the round that is running now. So groups take turns, whoever came with how many jobs, and none waits for ever
 * (start-time fair queueing, https://doi.org/10.1109/90.649569). The lower the priority, the later the round.
 */
export async function nextRound({ kysely }: Pick<Database, 'kysely'>, group: string): Promise<number> {
  // With the policy of the queue, an index holds these jobs and none that has ended.
  const { rows } = await sql`
    select least(
      0,
      min(priority) filter (where state = 'active'),
      min(priority) filter (where state < 'active' and group_id = ${group}) - 1
    ) as next
    from pgboss.job where name = 'attempt' and policy = 'exclusive' and state <= 'active'`.execute(kysely)
  const [{ next }] = Rounds.parse(rows)
  return next
}
