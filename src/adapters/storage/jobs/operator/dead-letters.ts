import { sql } from 'kysely'
import { PgBoss } from 'pg-boss'
import { z } from 'zod'
import type { Database } from '../../database.ts'
import { bossOptions } from '../boss-options.ts'
import { DEAD_LETTER } from '../job-queues.ts'

const time = z.date().transform((date) => date.toISOString())

const DeadLetter = z.object({
  id: z.string(),
  /** The queue that it failed in. */
  queue: z.string(),
  /** What it is about: a run and its attempt, or an issue. */
  data: z.looseObject({
    issue: z.string().optional(),
    speculation: z.string().optional(),
    candidate: z.string().optional(),
    number: z.number().optional(),
  }),
  createdAt: time,
  failedAt: time,
  /** How often it was begun. */
  tries: z.int(),
  /** What the last error said. Foreign text. */
  reason: z.string(),
})
export type DeadLetter = z.infer<typeof DeadLetter>

/** Jobs that have failed for good, the oldest first. */
export async function deadLetters({ kysely }: Pick<Database, 'kysely'>): Promise<readonly DeadLetter[]> {
  const { rows } = await sql`
    select id, coalesce(source_name, name) as queue, data,
      coalesce(source_created_on, created_on) as "createdAt", created_on as "failedAt",
      coalesce(source_retry_count, 0) + 1 as tries,
      coalesce(source_output ->> 'message', source_output #>> '{value,message}', source_output::text, '') as reason
    from pgboss.job where name = ${DEAD_LETTER} order by created_on, id`.execute(kysely)
  return z.array(DeadLetter).parse(rows)
}

/**
 * Puts dead letters back into the queues that they failed in, as new jobs; answers how many. One that waits there already stays what it
 * is.
 */
export function redriveDeadLetters(database: Database, ids: readonly string[]): Promise<number> {
  return withBoss(database, async (boss) => {
    // Those that once could not be put back.
    await boss.retry(DEAD_LETTER, [...ids])
    return boss.redrive(DEAD_LETTER, { ids: [...ids], limit: ids.length })
  })
}

/** Removes dead letters for good. */
export async function dropDeadLetters(database: Database, ids: readonly string[]): Promise<void> {
  await withBoss(database, (boss) => boss.deleteJob(DEAD_LETTER, [...ids]))
}

/** Takes no job and looks after nothing: servers beside it do that. */
async function withBoss<Result>(
  database: Database,
  work: (boss: PgBoss) => Promise<Result>,
): Promise<Result> {
  const boss = new PgBoss({ ...bossOptions(database), supervise: false, migrate: false })
  await boss.start()
  try {
    return await work(boss)
  } finally {
    await boss.stop({ graceful: false })
  }
}
