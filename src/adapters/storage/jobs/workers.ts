import type { Job, PgBoss, WorkConcurrencyOptions } from 'pg-boss'

export interface Workers {
  /** Have one that is idle look for a job now, rather than at the next poll. */
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

const FEW = 4

/**
 * `count` pg-boss workers on one queue, which never sit idle while there is a job for them.
 *
 * pg-boss pauses after every fetch until the next poll. So when a job has come or been taken, whoever has one is told to look again
 * once it has ended, and one that has none to look now, for there may be more where it came from: each look is a query, and all of
 * them looking at once would find the same job. Polling is left as the safety net.
 */
export async function startWorkers(
  boss: PgBoss,
  queue: string,
  { count, pollSeconds, options, run }: WorkersRequest,
): Promise<Workers> {
  const nudge = () => {
    const ours = boss.getWipData().filter(({ name }) => name === queue)
    const idle = ours.find(({ count }) => count === 0)
    for (const each of ours) if (each === idle || each.count > 0) boss.notifyWorker(each.id)
  }
  // However many there are, together they poll no more often than a few would.
  const everySeconds = pollSeconds * Math.max(1, Math.ceil(count / FEW))
  const polling = { pollingIntervalSeconds: everySeconds, notifyPollingIntervalSeconds: everySeconds }
  const settings = { ...polling, ...options, localConcurrency: count }
  await boss.work<unknown>(queue, settings, async ([job]) => {
    nudge()
    if (job) await run(job)
  })
  return { nudge, stop: () => boss.offWork(queue) }
}
