import type { Job, PgBoss, WorkConcurrencyOptions } from 'pg-boss'

export interface Workers {
  /** Look for a job now, rather than at the next poll. */
  nudge(): void
  /** Takes no further job; resolves when the running ones have ended. */
  stop(): Promise<void>
}

interface WorkersRequest {
  readonly count: number
  readonly pollSeconds: number
  readonly options: WorkConcurrencyOptions
  readonly run: (job: Job<unknown>) => Promise<void>
}

/**
 * `count` pg-boss workers on one queue, which never sit idle while there is a job for them.
 *
 * pg-boss pauses after every fetch until the next poll. So each worker is told to look again when its job has ended, and
 * the others when a job has been taken, for there may be more where it came from. Polling is left as the safety net.
 */
export async function startWorkers(
  boss: PgBoss,
  queue: string,
  { count, pollSeconds, options, run }: WorkersRequest,
): Promise<Workers> {
  const nudge = () => {
    for (const { id, name } of boss.getWipData()) if (name === queue) boss.notifyWorker(id)
  }
  const polling = { pollingIntervalSeconds: pollSeconds, notifyPollingIntervalSeconds: pollSeconds }
  const settings = { ...polling, ...options, localConcurrency: count }
  await boss.work<unknown>(queue, settings, async ([job]) => {
    nudge()
    if (!job) return
    try {
      await run(job)
    } finally {
      nudge()
    }
  })
  return { nudge, stop: () => boss.offWork(queue) }
}
