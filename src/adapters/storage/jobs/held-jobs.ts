import { pause } from '@speculate-dev/system'
import type { Job, PgBoss } from 'pg-boss'
import { givingAway, jobsOfNobody, lockJob, queuesWaiting, type Running, unlockJob } from './job-locks.ts'
import { type LockSession, openLockSession } from './lock-session.ts'

/** The jobs that this process is at work on. */
export interface HeldJobs {
  /**
   * Does the work of a job while everybody can see that its worker lives; `lost` says that another worker may have been given the job.
   * Does nothing where that is so from the beginning.
   */
  hold(job: Job<unknown>, work: (lost: AbortSignal) => Promise<void>): Promise<void>
  stop(): Promise<void>
}

export interface HeldJobsOptions {
  readonly onError: (error: unknown, during: string) => void
  /** Told, at each look, of the queues in which a job could begin, however its notification was lost. */
  readonly onWaiting: (queue: string) => void
  /** How often is looked. */
  readonly lookMs: number
}

/** Looks in a row that find nobody at work on a job before it is given to another: who lives has locked it again by then. */
const LOOKS = 3
const CONNECT_AGAIN_MS = 100

/** Where no other process can be: jobs are nobody else's. */
export const undisputedJobs: HeldJobs = {
  hold: (_job, work) => work(new AbortController().signal),
  stop: async () => {},
}

interface Held {
  readonly job: Job<unknown>
  readonly lost: AbortController
}

/**
 * One connection holds a lock for each job that this process is at work on. Postgres takes the locks away when the process dies, so that
 * the others see within seconds whose jobs were left, and wait for no heartbeat to run out. Who has only lost the connection locks its
 * jobs again before others have looked often enough; who cannot, while others perhaps can, gives them up first.
 */
export function holdJobs(boss: PgBoss, databaseUrl: string, options: HeldJobsOptions): HeldJobs {
  const stopping = new AbortController()
  const held = new Map<string, Held>()
  let current = pending()
  let open: LockSession | undefined
  const giveUp = (each: Held) => {
    held.delete(each.job.id)
    each.lost.abort(new Error('another worker may have been given the job'))
  }
  // Others need two intervals more at least: what is given up has half of that to end.
  const alone = { aloneForMs: options.lookMs, onAlone: () => [...held.values()].forEach(giveUp) }

  const isWanted = (ended: AbortSignal) => !ended.aborted && !stopping.signal.aborted

  const serve = async (session: LockSession) => {
    const { ask, ended } = session
    for (const each of held.values()) if (!(await lockJob(ask, each.job))) giveUp(each)
    open = session
    current.resolve(session)
    for (let left: Looked = new Map(); isWanted(ended); await pause(options.lookMs, ended)) {
      left = await look(boss, session, left)
      for (const queue of await queuesWaiting(ask)) options.onWaiting(queue)
    }
  }
  const run = async () => {
    for (;;) {
      const session = await openLockSession(databaseUrl, alone, stopping.signal)
      if (!session) return
      await serve(session).catch((error: unknown) => {
        if (!session.ended.aborted) options.onError(error, 'looking for jobs that were left')
      })
      if (open) current = pending()
      open = undefined
      void session.close()
    }
  }
  const running = run()
  stopping.signal.addEventListener('abort', () => current.reject(new Error('the worker is shutting down')))

  return {
    async hold(job, work) {
      if (!(await lockOnceConnected(() => current.promise, job))) return
      const each = { job, lost: new AbortController() }
      held.set(job.id, each)
      try {
        await work(each.lost.signal)
      } finally {
        // Without a connection there is no lock either.
        if (held.delete(job.id) && open) void unlockJob(open.ask, job).catch(() => {})
      }
    },
    async stop() {
      stopping.abort()
      void open?.close()
      await running
    },
  }
}

function pending() {
  const session = Promise.withResolvers<LockSession>()
  session.promise.catch(() => {})
  return session
}

async function lockOnceConnected(session: () => Promise<LockSession>, job: Job<unknown>): Promise<boolean> {
  for (;;) {
    const { ask } = await session()
    try {
      return await lockJob(ask, job)
    } catch {
      // The connection was lost, which whoever looks finds too.
      await pause(CONNECT_AGAIN_MS)
    }
  }
}

/** How many looks in a row have found nobody at work on a job. */
type Looked = ReadonlyMap<string, number>

async function look(boss: PgBoss, { ask }: LockSession, before: Looked): Promise<Looked> {
  const looked = new Map<string, number>()
  for (const job of await jobsOfNobody(ask)) {
    const key = `${job.id} ${job.retryCount}`
    const times = (before.get(key) ?? 0) + 1
    looked.set(key, times)
    if (times >= LOOKS) await givingAway(ask, job, () => giveAway(boss, job))
  }
  return looked
}

function giveAway(boss: PgBoss, { name, id, retryCount }: Running): Promise<unknown> {
  return boss.fail(name, { id, retryCount }, { message: 'its worker ended' })
}
