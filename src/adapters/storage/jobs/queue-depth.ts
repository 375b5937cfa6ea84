import { sql } from 'kysely'
import { z } from 'zod'
import type { Database } from '../database.ts'

const Depth = z.object({
  queue: z.string(),
  state: z.enum(['created', 'retry', 'active', 'failed']),
  jobs: z.coerce.number(),
  /** Seconds since the oldest of them could have begun. */
  oldest: z.coerce.number(),
})
export type QueueDepth = z.infer<typeof Depth>

/** What waits, runs and has failed for good, by queue; what has a time before which it must not begin counts from that time on. */
export async function queueDepth({ kysely }: Pick<Database, 'kysely'>): Promise<readonly QueueDepth[]> {
  const { rows } = await sql`
    select name as queue, state::text as state, count(*)::int as jobs,
      coalesce(extract(epoch from now() - min(start_after)), 0)::float as oldest
    from pgboss.job
    where state in ('created', 'retry', 'active', 'failed') and start_after <= now()
    group by name, state order by name, state`.execute(kysely)
  return z.array(Depth).parse(rows)
}
