import { sql } from 'kysely'
import type { PgBoss } from 'pg-boss'
import { type IssueKey, issueKey, parseIssueKey } from '../../../../domain/issue/issue.ts'
import type { Queue } from '../../../../ports/queue.ts'
import type { Database } from '../../database.ts'
import { untilConnected } from '../../until-connected.ts'
import { longDue } from '../long-due.ts'
import { SOON_CHANNEL } from '../notices.ts'
import { groupCommit } from './group-commit.ts'
import { reconcileRounds } from './reconcile-rounds.ts'

/** Workers of this process that are to look for a job now, in the queue of this name. */
type Nudge = (queue: string) => void

/** Writes wakes; those that come at the same time together. Workers of this process and, on Postgres, of others notice them at once. */
export function createWakes(database: Database, boss: PgBoss, nudge: Nudge): Queue['wake'] {
  const roundsOf = reconcileRounds(database)
  const wakeNow = groupCommit<IssueKey>(async (keys) => {
    const rounds = await untilConnected(() => roundsOf(keys))
    const jobs = keys.map((key) => ({ ...wakeJob(key), priority: rounds.get(key) ?? 0 }))
    await untilConnected(() => boss.insert('reconcile', jobs))
    nudge('reconcile')
  })
  const wakeLater = createLaterWakes(database, boss, nudge)
  return (issue, afterMs = 0) => {
    const key = issueKey(parseIssueKey(issue))
    return afterMs > 0 ? wakeLater(key, afterMs) : wakeNow(key)
  }
}

function createLaterWakes(database: Database, boss: PgBoss, nudge: Nudge) {
  /** By this process's clock, in milliseconds. */
  const due = new Map<IssueKey, number>()
  const write = groupCommit<IssueKey>(async (keys) => {
    const now = performance.now()
    // By the clock of the database, which decides when they are due.
    const wakes = keys.map((key) => ({
      key,
      after: Math.ceil(Math.max(0, (due.get(key) ?? now) - now)) / 1_000,
    }))
    for (const key of keys) due.delete(key)
    const jobs = wakes.map(({ key, after }) => ({ ...jobOf(key), startAfter: after }))
    await untilConnected(() => boss.insert('reconcile-later', jobs))
    await untilConnected(() => bringForward(database, wakes))
  })
  return (key: IssueKey, afterMs: number) => {
    due.set(key, Math.min(due.get(key) ?? Number.POSITIVE_INFINITY, performance.now() + afterMs))
    if (database.engine.kind === 'pglite') setTimeout(nudge, afterMs + 50, 'reconcile-later').unref()
    return write(key)
  }
}

/** For now, as pg-boss takes it. */
export function wakeJob(key: IssueKey) {
  return { ...jobOf(key), group: { id: key }, startAfter: longDue() }
}

function jobOf(key: IssueKey) {
  return { data: { issue: key }, singletonKey: key }
}

interface LaterWake {
  readonly key: IssueKey
  /** Seconds. */
  readonly after: number
}

/**
 * Where a wake for later waits already, the earlier one counts: that look knows what is still to come. Tells the workers of all processes
 * when each is due, those of a tenth of a second together.
 */
async function bringForward({ kysely, engine }: Database, wakes: readonly LaterWake[]): Promise<void> {
  const told =
    engine.kind === 'postgres'
      ? sql`pg_notify(${SOON_CHANNEL}, due::text) from (select distinct ceil(after * 10) / 10 as due from asked) as due`
      : sql`1`
  await sql`
    with asked as (select * from json_to_recordset(${JSON.stringify(wakes)}::json) as asked (key text, after float8)),
    waiting as (
      select job.name, job.id, pgboss.job_now() + asked.after * interval '1 second' as at from pgboss.job
      join asked on coalesce(job.singleton_key, '') = asked.key
      where job.name = 'reconcile-later' and job.state = 'created' and job.policy = 'short'
      order by asked.key for update of job
    ),
    brought as (
      update pgboss.job set start_after = waiting.at from waiting
      where job.name = waiting.name and job.id = waiting.id and job.start_after > waiting.at
    )
    select ${told}`.execute(kysely)
}
