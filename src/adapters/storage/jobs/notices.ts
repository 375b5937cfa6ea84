import { sql } from 'kysely'
import { z } from 'zod'
import type { LockSession } from './locks/lock-session.ts'

/** On which it is told in how many seconds a wake for later is due. */
export const SOON_CHANNEL = 'speculate_soon'

export interface NoticesOptions {
  /** Told of a queue in which a job could begin. */
  readonly onWaiting: (queue: string) => void
}

/** Later ones are found by looking. */
const SOON_MS = 10_000
const LATE_MS = 20

/**
 * Hears what others have put into the queues, as soon as it is committed. pg-boss tells it too, but has every worker of a process look at
 * once, each with a query: here one is told, which tells the next where there is more. A notice that is lost is found by looking.
 */
export async function hearNotices(session: LockSession, { onWaiting }: NoticesOptions): Promise<void> {
  const { rows } = await session.ask(`select ${BOSS_CHANNEL} as channel`)
  const [{ channel }] = z.tuple([z.object({ channel: z.string().regex(/^\w+$/) })]).parse(rows)
  session.hear((from, text) => {
    if (from === channel) onWaiting(text)
    const afterMs = from === SOON_CHANNEL ? Number(text) * 1_000 : Number.NaN
    if (afterMs <= SOON_MS) setTimeout(onWaiting, afterMs + LATE_MS, 'reconcile-later').unref()
  })
  for (const each of [channel, SOON_CHANNEL]) await session.ask(`listen ${each}`)
}

/** For a statement that makes a job of the queue begin. */
export function noticeOf(queue: string) {
  return sql`pg_notify(${sql.raw(BOSS_CHANNEL)}, ${queue})`
}

/** As pg-boss names it, for its schema. */
const BOSS_CHANNEL = "'pgboss_' || left(encode(sha224('pgboss'::bytea), 'hex'), 24)"
