import { sql, type Transaction } from 'kysely'
import { fromKysely, PgBoss } from 'pg-boss'
import { z } from 'zod'
import { needsToolchain, Task } from '../../../domain/candidate/task.ts'
import { Errand } from '../../../domain/errand.ts'
import { type IssueKey, issueKey, parseIssueKey } from '../../../domain/issue/issue.ts'
import { attemptJob } from '../jobs/attempts/attempts.ts'
import { errandJob } from '../jobs/errands.ts'
import { DEAD_LETTER } from '../jobs/job-queues.ts'
import { wakeJob } from '../jobs/wakes/wakes.ts'
import type { Tables } from '../tables.ts'
import { lineOfRow } from './row-text.ts'

/** What is kept of a job that has failed for good, by its names in the queue's table. */
export const DEAD_LETTER_COLUMNS = [
  { name: 'id', type: 'uuid' },
  { name: 'data', type: 'jsonb' },
  { name: 'singleton_key', type: 'text' },
  { name: 'group_id', type: 'text' },
  { name: 'created_on', type: 'timestamptz' },
  { name: 'source_name', type: 'text' },
  { name: 'source_id', type: 'uuid' },
  { name: 'source_created_on', type: 'timestamptz' },
  { name: 'source_retry_count', type: 'integer' },
  { name: 'source_output', type: 'jsonb' },
  { name: 'source_root_id', type: 'uuid' },
] as const

export const deadLetterLines = sql<{ line: string }>`
  select ${lineOfRow(DEAD_LETTER_COLUMNS)} as line from pgboss.job where name = ${DEAD_LETTER} order by created_on, id`

/** Runs that are not settled; whoever imports them wakes their issues, and queues their attempts again. */
const OPEN_ISSUES = sql`select owner || '/' || repo || '#' || number from speculate.speculations where settled_at is null`

/** Issues that somebody wants to look at and that have no open run: labels that were just added, and what was put off. */
export const wakeLines = sql<{ line: string }>`
  select json_build_array(issue)::text as line from (
    select distinct data ->> 'issue' as issue from pgboss.job
    where name in ('reconcile', 'reconcile-later', 'reconcile-interrupted') and state in ('created', 'retry', 'active')
  ) waiting
  where issue is not null and issue not in (${OPEN_ISSUES}) order by issue collate "C"`

export const WAKE_COLUMNS = [{ name: 'issue', type: 'text' }] as const

/** What is still to be done for repositories. */
export const errandLines = sql<{ line: string }>`
  select json_build_array(data)::text as line from (
    select distinct on (singleton_key collate "C") data from pgboss.job
    where name = 'errand' and state in ('created', 'retry', 'active') order by singleton_key collate "C"
  ) waiting`

export const ERRAND_COLUMNS = [{ name: 'errand', type: 'jsonb' }] as const

/** What was exported beside the runs. */
export interface KeptJobs {
  /** Issues. */
  readonly wakes: readonly string[]
  /** As they were stored. */
  readonly errands: readonly unknown[]
}

/** Has every open run looked at, its attempts made, and errands done, by the first worker that comes. */
export async function queueOpenWork(transaction: Transaction<Tables>, kept: KeptJobs): Promise<void> {
  const db = fromKysely(transaction)
  const boss = new PgBoss({ db, supervise: false, schedule: false, migrate: false })
  await boss.start()
  try {
    await queueWith(boss, transaction, kept)
  } finally {
    await boss.stop({ graceful: false })
  }
}

async function queueWith(
  boss: PgBoss,
  transaction: Transaction<Tables>,
  { wakes, errands }: KeptJobs,
): Promise<void> {
  const { rows } = await OPEN_ISSUES.$castTo<Record<string, string>>().execute(transaction)
  const open = rows.flatMap((row) => Object.values(row))
  const issues = new Set([...wakes, ...open].flatMap(keyOf))
  await boss.insert('reconcile', [...issues].toSorted().map(wakeJob))
  await boss.insert('attempt', await unendedAttempts(transaction))
  await boss.insert('errand', z.array(Errand).parse(errands).map(errandJob))
}

/** What is kept aside of a repository has no name at present, and nothing to look at. */
function keyOf(issue: string): IssueKey[] {
  try {
    return [issueKey(parseIssueKey(issue))]
  } catch {
    return []
  }
}

const Attempts = z.array(
  z.object({
    ...{ speculation: z.string(), candidate: z.string(), number: z.int(), toolchain: z.string() },
    // One that was queued before there were tasks is any worker's.
    task: Task.nullable(),
  }),
)

/** As jobs; but for those that have failed for good, which an operator decides about. */
async function unendedAttempts(transaction: Transaction<Tables>) {
  const { rows } = await sql`
    select speculation, candidate, number, toolchain, task from speculate.attempts
    where ended_at is null and not exists (
      select from pgboss.job where job.name = ${DEAD_LETTER} and data ->> 'speculation' = speculation
        and data ->> 'candidate' = candidate and (data ->> 'number')::int = number)
    order by position`.execute(transaction)
  return Attempts.parse(rows).map(({ task, toolchain, ...key }) =>
    attemptJob(key, task && needsToolchain(task) ? toolchain : undefined),
  )
}
