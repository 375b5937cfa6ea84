import { within } from '@speculate-dev/system'
import { type Job, PgBoss } from 'pg-boss'
import { z } from 'zod'
import { type IssueKey, issueKey, parseIssueKey } from '../../../domain/issue/issue.ts'
import type { Queue, QueueHandlers, WorkersToolchains } from '../../../ports/queue.ts'
import { isConnectionLost } from '../connection-lost.ts'
import type { Database } from '../database.ts'
import { untilConnected } from '../until-connected.ts'
import {
  type Announced,
  type AnnounceOptions,
  announceWorker,
  onlyWorker,
} from './attempts/announce-worker.ts'
import { dropAttempt, enqueueAttempt, startAttempts } from './attempts/attempts.ts'
import { attemptsAtHand } from './attempts/free-places.ts'
import { giveBack } from './attempts/give-back.ts'
import type { Places } from './attempts/places.ts'
import { bossOptions } from './boss-options.ts'
import { doErrand, errandJob } from './errands.ts'
import { createJobQueues, releaseInterruptedJobs, trustRunningJobs } from './job-queues.ts'
import { type HeldJobs, holdJobs, undisputedJobs } from './locks/held-jobs.ts'
import { createWakes } from './wakes/wakes.ts'
import { startWorkers, type Workers } from './workers.ts'

export interface QueueOptions {
  /**
   * Told of everything that went wrong behind the callers' backs: a handler that threw, a connection that was lost. `run`: the issue or the
   * speculation that it is about.
   */
  readonly onError: (error: unknown, during: string, run?: string) => void
  /** How often idle workers look for jobs that they were not notified of; default 10. */
  readonly pollSeconds?: number
  /** How often, on Postgres, jobs are looked for whose worker is dead, and such as wait unnoticed; default 2,000. */
  readonly lookMs?: number
  /** After how much silence, on Postgres, a worker is taken for stopped; default 10,000. */
  readonly silentMs?: number
  /** How often, on Postgres, a worker says which toolchains it has; default 10,000. */
  readonly announceMs?: number
}

/**
 * The queue on pg-boss, over the same database as the store. Ready to wake when it resolves; takes no job before `work`.
 *
 * - A wake is one row: waiting at most once per issue, running at most once per issue. See `job-queues.ts`.
 * - Wakes that come at the same time are written together. See `group-commit.ts`.
 * - A reconcile that throws is reported and over: the sweep wakes the issue again. One whose worker died is woken again.
 * - Accounts take turns at attempts, however many one of them has waiting, and so do its repositories. See `take-attempt.ts`.
 * - Accounts take turns at reconciles too. See `reconcile-rounds.ts`.
 * - An errand that throws is reported, and done again a few times unless the sweep has it done anyway.
 * - An attempt that throws, or whose worker died, is run again a few times; the store says whether it still has to be.
 */
export async function createQueue(
  database: Database,
  { onError, pollSeconds = 10, lookMs = 2_000, silentMs, announceMs }: QueueOptions,
): Promise<Queue> {
  const boss = new PgBoss(bossOptions(database))
  boss.on('error', (error) => onError(error, 'pg-boss'))
  await boss.start()
  await createJobQueues(boss)
  if (database.engine.kind === 'pglite') {
    await trustRunningJobs(boss)
    await releaseInterruptedJobs(boss)
  }

  const stopping = new AbortController()
  const workers: RunningWorkers = {}
  let held = undisputedJobs
  let attempts: Places | undefined
  let announced: Announced | undefined
  const wake = createWakes(database, boss, (queue) => workers[queue]?.nudge())
  return {
    wake,
    async errand(errand) {
      await untilConnected(() => boss.insert('errand', [errandJob(errand)]))
      workers.errand?.nudge()
    },
    async enqueueAttempt(key, needs) {
      await enqueueAttempt(boss, key, needs)
      attempts?.nudge()
    },
    dropAttempt: (key) => dropAttempt(boss, key),
    toolchains: () => announced?.named() ?? [],
    freePlaces: async () => (announced?.places() ?? 0) - (await attemptsAtHand(database)),
    async work(handlers, limits, toolchains) {
      announced = await announce(database, toolchains, { onError, announceMs, places: limits.attempts })
      if (database.engine.kind === 'postgres') {
        const onWaiting = (queue: string) => (queue === 'attempt' ? attempts : workers[queue])?.nudge()
        held = holdJobs(boss, database.engine.databaseUrl, { onError, onWaiting, lookMs, silentMs })
      }
      const context = { handlers, onError, held }
      for (const [name, jobs] of Object.entries(jobsOf(context, limits, wake)) as [QueueName, Jobs][]) {
        workers[name] = await startWorkers(boss, name, { ...jobs, pollSeconds })
      }
      const attempting = {
        ...{ boss, database, held, announced, onError },
        ...{ stopping: stopping.signal, handle: handlers.attempt },
      }
      attempts = startAttempts(attempting, { count: limits.attempts, pollSeconds })
    },
    async stop(graceMs, intake) {
      stopping.abort(new Error('the worker is shutting down'))
      const idle = Promise.all([...Object.values(workers), attempts].map((each) => each?.stop()))
      await within(graceMs, idle)
      // Jobs that are still running are given back, to be run again by the next worker.
      // Where the database is away, others see that nobody is at work on them.
      await giveBack(database, [...(attempts?.running() ?? [])]).catch((error: unknown) =>
        onError(error, 'giving attempts back'),
      )
      await intake
      await boss.stop({ graceful: false })
      await Promise.all([held.stop(), announced?.stop()])
    },
  }
}

/** On a database that nobody else can have open there is nobody to tell. */
async function announce(
  database: Database,
  toolchains: WorkersToolchains | undefined,
  options: AnnounceOptions,
): Promise<Announced> {
  if (!toolchains || database.engine.kind === 'pglite')
    return onlyWorker(toolchains?.named ?? [], options.places)
  return announceWorker(database, toolchains, options)
}

type RunningWorkers = Partial<Record<string, Workers>>

type Jobs = Omit<Parameters<typeof startWorkers>[2], 'pollSeconds'>

/** What is done with the jobs of each queue, and how many of them at the same time. */
function jobsOf(context: JobContext, limits: Limits, wake: Queue['wake']): Partial<Record<QueueName, Jobs>> {
  const { errand: handle } = context.handlers
  const wakeAgain: Jobs = {
    count: 1,
    options: {},
    run: (job) => wake(ReconcileData.parse(job.data).issue),
  }
  return {
    reconcile: {
      count: limits.reconciles,
      options: { groupConcurrency: 1 },
      run: (job) => context.held.hold(job, () => reconcile(job, context)),
    },
    'reconcile-interrupted': wakeAgain,
    'reconcile-later': wakeAgain,
    ...(handle && {
      errand: {
        count: 1,
        options: {},
        run: (job: Job<unknown>) => doErrand(job, { handle, onError: context.onError }),
      },
    }),
  }
}

interface JobContext {
  readonly handlers: QueueHandlers
  readonly onError: QueueOptions['onError']
  readonly held: HeldJobs
}

type Limits = Parameters<Queue['work']>[1]
type QueueName = 'reconcile' | 'reconcile-later' | 'reconcile-interrupted' | 'errand'

const ReconcileData = z.object({
  issue: z.string().transform((key): IssueKey => issueKey(parseIssueKey(key))),
})

async function reconcile(job: Job<unknown>, { handlers, onError }: JobContext): Promise<void> {
  const { issue } = ReconcileData.parse(job.data)
  try {
    await handlers.reconcile(issue)
  } catch (error) {
    onError(error, `reconcile of ${issue}`, issue)
    // As if the worker had died: the issue is woken again, as soon as that can be written down.
    if (isConnectionLost(error)) throw error
  }
}
