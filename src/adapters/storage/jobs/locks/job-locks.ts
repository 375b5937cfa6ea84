import { z } from 'zod'
import { LOCKS_NAME, type LockSession } from './lock-session.ts'

type Ask = LockSession['ask']

/** Which job, and which go at it: each go has a higher `retryCount`. */
const Running = z.object({ name: z.string(), id: z.string(), retryCount: z.int() })
export type Running = z.infer<typeof Running>

/** The first of the two numbers of our advisory locks; whatever else locks in this database takes another. */
const SPACE = 0x53_50_4c_54
/** Of the lock that is nobody's job. */
const ONE_SPACE = SPACE + 1

/**
 * Locks the job as one that this session is at work on, as often as it is called; false when it is not this worker's any more. The claim
 * is read after the lock is there: who gives a job to another does it within `givingAway`.
 */
export async function lockJob(ask: Ask, { id, retryCount }: Omit<Running, 'name'>): Promise<boolean> {
  if (!(await isTrue(ask, 'pg_try_advisory_lock_shared', id))) return false
  const claim = `select from pgboss.job where id = $1 and retry_count = $2 and state = 'active' and name in (${QUEUES})`
  const { rows } = await ask(claim, [id, retryCount])
  if (rows.length === 1) return true
  await unlockJob(ask, { id })
  return false
}

export async function unlockJob(ask: Ask, { id }: { readonly id: string }): Promise<void> {
  await isTrue(ask, 'pg_advisory_unlock_shared', id)
}

/** Does what gives a job away, unless somebody is at work on it after all. */
export async function givingAway(
  ask: Ask,
  { id }: { readonly id: string },
  give: () => Promise<unknown>,
): Promise<void> {
  if (!(await isTrue(ask, 'pg_try_advisory_lock', id))) return
  try {
    await give()
  } finally {
    await isTrue(ask, 'pg_advisory_unlock', id)
  }
}

/** Jobs that are marked as running, and that no living session is at work on. */
export async function jobsOfNobody(ask: Ask): Promise<readonly Running[]> {
  const { rows } = await ask(`
    select name, id, retry_count as "retryCount" from pgboss.job
    where name in (${QUEUES}) and state = 'active' and group_id is not null and not exists (
      select from pg_locks where locktype = 'advisory' and granted
        and database = (select oid from pg_database where datname = current_database())
        and classid = ${SPACE} and objid = hashtext(job.id::text)::oid and objsubid = 2)`)
  return z.array(Running).parse(rows)
}

/**
 * Ends the sessions for locks that have asked nothing for so long, and their locks with them: such a process is stopped, or cut off, and no
 * longer at work. One that lives after all opens another session, and locks its jobs again unless they were given away.
 */
export async function endSilentSessions(ask: Ask, silentMs: number): Promise<void> {
  await ask(
    `select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = '${LOCKS_NAME}' and datname = current_database() and usename = current_user
        and state = 'idle' and state_change < clock_timestamp() - $1::float8 * interval '1 millisecond'`,
    [silentMs],
  )
}

/** Queues in which a job could begin now. */
export async function queuesWaiting(ask: Ask): Promise<readonly string[]> {
  const { rows } = await ask(`
    select name from pgboss.queue where exists (
      select from pgboss.job where job.name = queue.name
        and state < 'active' and not blocked and start_after <= now())`)
  return z
    .array(z.object({ name: z.string() }))
    .parse(rows)
    .map(({ name }) => name)
}

/** Whether this session is the one that does for all what needs doing once; the first that asks is, until it ends. */
export async function isTheOne(ask: Ask): Promise<boolean> {
  return isTrue(ask, 'pg_try_advisory_lock', 'the one', ONE_SPACE)
}

/** Those whose jobs last, and have a group, by which an index finds the running ones. */
const QUEUES = "'reconcile', 'attempt'"

async function isTrue(ask: Ask, lock: string, id: string, space = SPACE): Promise<boolean> {
  const { rows } = await ask(`select ${lock}(${space}, hashtext($1)) as ok`, [id])
  return z
    .array(z.object({ ok: z.boolean() }))
    .parse(rows)
    .every(({ ok }) => ok)
}
