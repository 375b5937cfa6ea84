import { sql } from 'kysely'
import { z } from 'zod'
import type { Database } from '../../database.ts'
import { DEAD_LETTER } from '../job-queues.ts'

const Depth = z.object({
  queue: z.string(),
  /** `later`: has a time before which it must not begin; `failed`: for good. */
  state: z.enum(['created', 'retry', 'later', 'active', 'failed']),
  jobs: z.coerce.number(),
  /** Seconds since the oldest of them began, failed, or could have begun; 0 of those for later. */
  oldest: z.coerce.number(),
  /** Of those for later: seconds until the first may begin. */
  due: z.coerce.number().optional(),
})
export type QueueDepth = z.infer<typeof Depth>

/** What waits, runs and has failed for good, by queue. A dead letter counts for the queue that it failed in. */
export async function queueDepth({ kysely }: Pick<Database, 'kysely'>): Promise<readonly QueueDepth[]> {
  // What may begin at once is due since long ago: it waits since it was made.
  const { rows } = await sql`
    with job as (
      select coalesce(case when name = ${DEAD_LETTER} then source_name end, name) as queue,
        case when name = ${DEAD_LETTER} then 'failed'
          when state in ('created', 'retry') and start_after > now() then 'later'
          else state::text end as state,
        case state when 'active' then started_on else greatest(start_after, created_on) end as since,
        start_after
      from pgboss.job
      where state in ('created', 'retry', 'active') or name = ${DEAD_LETTER} or state = 'failed' and dead_letter is null
    )
    select queue, state, count(*)::int as jobs,
      greatest(coalesce(extract(epoch from now() - min(since)), 0), 0)::float as oldest,
      case state when 'later' then extract(epoch from min(start_after) - now())::float end as due
    from job group by queue, state order by queue, state`.execute(kysely)
  return z.array(Depth).parse(rows.map(withoutNulls))
}

function withoutNulls(row: unknown): unknown {
  return Object.fromEntries(Object.entries(Object(row)).filter(([, value]) => value !== null))
}
