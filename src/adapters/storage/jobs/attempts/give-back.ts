import { sql } from 'kysely'
import type { Job } from 'pg-boss'
import type { Database } from '../../database.ts'
import { untilConnected } from '../../until-connected.ts'
import { noticeOf } from '../notices.ts'

/**
 * Puts attempts that run here back into their queue, to be begun again by another worker at once. That a worker had to stop is no fault of
 * theirs: they have as many tries left as before.
 */
export async function giveBack(
  { kysely }: Pick<Database, 'kysely'>,
  jobs: readonly Pick<Job<unknown>, 'id' | 'retryCount'>[],
): Promise<void> {
  if (jobs.length === 0) return
  const given = JSON.stringify(jobs.map(({ id, retryCount }) => ({ id, go: retryCount })))
  await untilConnected(() =>
    sql`
      with back as (
        update pgboss.job set state = 'retry', retry_limit = retry_limit + 1, heartbeat_on = null
        from json_to_recordset(${given}::json) as given (id uuid, go int)
        where job.name = 'attempt' and job.id = given.id and job.retry_count = given.go and job.state = 'active'
        returning job.id
      )
      select ${noticeOf('attempt')} from back limit 1`.execute(kysely),
  )
}
