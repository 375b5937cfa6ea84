import { pause } from '@speculate-dev/system'
import type { Job, PgBoss } from 'pg-boss'
import { isConnectionLost } from '../../connection-lost.ts'
import { hearNotices } from '../notices.ts'
import { type CurrentSession, currentSession } from './current-session.ts'
import {
  endSilentSessions,
  givingAway,
  jobsOfNobody,
  lockJob,
  queuesWaiting,
  type Running,
  unlockJob,
} from './job-locks.ts'
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
  /** Told of a queue in which a job could begin: at once where its notice arrives, and at each look. */
  readonly onWaiting: (queue: string) => void
  /** How often is looked. */
  readonly lookMs: number
  /** After how much silence a worker is taken for stopped; default 10,000: by then who is only cut off has given its jobs up. */
  readonly silentMs?: number | undefined
}

/** Looks in a row that find nobody at work on a job before it is given to another: who lives has locked it again by then. */
const LOOKS = 3
const CONNECT_AGAIN_MS = 100

/** Where no other process can be: jobs are nobody else's. */
export const undisputedJobs: HeldJobs = {
  hold: (_job, work) => work(new AbortController().signal),
  stop: async () => {},
}

/**
 * One connection holds a lock for each job that this process is at work on. Postgres takes the locks away when the process dies, so that
 * the others see within seconds whose jobs were left, and wait for no heartbeat to run out. Who has only lost the connection locks its
 * jobs again before others have looked often enough; who cannot, while others perhaps can, gives them up first.
 */
export function holdJobs(boss: PgBoss, databaseUrl: string, options: HeldJobsOptions): HeldJobs {
  const stopping = new AbortController()
  const current = currentSession(stopping.signal)
  const held = new Map<string, Held>()
  const running = keepLooking({ ...options, boss, databaseUrl, held, current, stopping: stopping.signal })
  return {
    async hold(job, work) {
      if (!(await lockOnceConnected(current, job))) return
      const each = { job, lost: new AbortController() }
      held.set(job.id, each)
      try {
        await work(each.lost.signal)
      } finally {
        // Without a connection there is no lock either.
        const session = current.now()
        if (held.delete(job.id) && session) void unlockJob(session.ask, job).catch(() => {})
      }
    },
    async stop() {
      stopping.abort()
      void current.now()?.close()
      await running
    },
  }
}

interface Held {
  readonly job: Job<unknown>
  readonly lost: AbortController
}

interface Holding extends HeldJobsOptions {
  readonly boss: PgBoss
  readonly databaseUrl: string
  /** By the ids of the jobs. */
  readonly held: Map<string, Held>
  readonly current: CurrentSession
  readonly stopping: AbortSignal
}

async function lockOnceConnected(current: CurrentSession, job: Job<unknown>): Promise<boolean> {
  for (;;) {
    const { ask } = await current.soon()
    try {
      return await lockJob(ask, job)
    } catch {
      // The connection was lost, which whoever looks finds too.
      await pause(CONNECT_AGAIN_MS)
    }
  }
}

/** One connection after the other, until it stops. */
async function keepLooking(holding: Holding): Promise<void> {
  const { databaseUrl, held, current, stopping, lookMs, onError } = holding
  // Others need two intervals more at least: what is given up has half of that to end.
  const alone = { aloneForMs: lookMs, onAlone: () => giveUp(held, [...held.values()]) }
  for (;;) {
    const session = await openLockSession(databaseUrl, stopping, alone)
    if (!session) return
    await lookWhileOpen(session, holding).catch((error: unknown) => {
      if (!session.ended.aborted && !isConnectionLost(error))
        onError(error, 'looking for jobs that were left')
    })
    current.end()
    void session.close()
  }
}

async function lookWhileOpen(session: LockSession, holding: Holding): Promise<void> {
  const { boss, held, current, stopping, lookMs, silentMs = 10_000, onWaiting } = holding
  const { ask, ended } = session
  const locked = await lockAgain(session, held)
  await hearNotices(session, holding)
  current.begin(session)
  // Who ended one of them until now had no connection to unlock it on.
  const over = locked.filter((each) => held.get(each.job.id) !== each)
  for (const { job } of over) await unlockJob(ask, job)
  for (let left: Looked = new Map(); !ended.aborted && !stopping.aborted; await pause(lookMs, ended)) {
    await endSilentSessions(ask, silentMs)
    left = await look(boss, session, left)
    for (const queue of await queuesWaiting(ask)) onWaiting(queue)
  }
}

/** Those that are still this worker's; the others it gives up. */
async function lockAgain({ ask }: LockSession, held: Holding['held']): Promise<readonly Held[]> {
  const locked: Held[] = []
  for (const each of held.values()) {
    if (await lockJob(ask, each.job)) locked.push(each)
    else giveUp(held, [each])
  }
  return locked
}

function giveUp(held: Holding['held'], jobs: readonly Held[]): void {
  for (const { job, lost } of jobs) {
    held.delete(job.id)
    lost.abort(new Error('another worker may have been given the job'))
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
