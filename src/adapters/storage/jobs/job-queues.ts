import type { PgBoss } from 'pg-boss'

/**
 * Creates the queues that are missing.
 *
 * `reconcile` is `short` (one job waiting per key) and taken with `groupConcurrency: 1`, the group being the issue (one
 * running per issue). pg-boss' own policy for "one waiting, one running" is `stately`, but there a waiting job whose key
 * is running stands in the way of every other key (https://github.com/timgit/pg-boss/pull/536), and its list of running
 * keys is up to two minutes old. For `short` to be exact no job may be waiting as `retry` next to a new one, hence no
 * retries: a job that fails because its worker died goes to `reconcile-interrupted`, which wakes the issue again.
 *
 * What has failed for good goes to `dead-letter`, where an operator finds it: nobody takes jobs from there.
 */
export async function createJobQueues(boss: PgBoss): Promise<void> {
  await boss.createQueue(DEAD_LETTER, { retentionSeconds: MONTH_SECONDS, deleteAfterSeconds: MONTH_SECONDS })
  await boss.createQueue('reconcile-interrupted', {
    ...KEPT,
    notify: true,
    retryLimit: 1_000,
    retryDelay: 30,
    deadLetter: DEAD_LETTER,
  })
  await boss.createQueue('reconcile', {
    ...KEPT,
    policy: 'short',
    notify: true,
    retryLimit: 0,
    heartbeatSeconds: 60,
    expireInSeconds: 15 * 60,
    deadLetter: 'reconcile-interrupted',
  })
  // A wake for later is a queue of its own, so that it never stands in the way of one for now.
  await boss.createQueue('reconcile-later', {
    ...KEPT,
    policy: 'short',
    notify: true,
    retryLimit: 1_000,
    retryDelay: 30,
    deadLetter: DEAD_LETTER,
  })
  await boss.createQueue('attempt', {
    ...KEPT,
    policy: 'exclusive',
    notify: true,
    // An attempt that kills its worker every time must not do so for ever.
    retryLimit: 3,
    deadLetter: DEAD_LETTER,
    heartbeatSeconds: 60,
    // Attempts have a limit of their own, at most four hours; this one is for a handler that hangs.
    expireInSeconds: 6 * 60 * 60,
  })
  // `short`: what comes while one of its key runs may not have been seen by that one. Limits of the forge are over within an hour.
  await boss.createQueue('errand', {
    ...KEPT,
    policy: 'short',
    notify: true,
    retryLimit: 8,
    retryDelay: 30,
    retryBackoff: true,
    deadLetter: DEAD_LETTER,
    expireInSeconds: 10 * 60,
  })
  // Of queues that were made before there were dead letters.
  for (const name of ['reconcile-interrupted', 'reconcile-later', 'attempt'])
    await boss.updateQueue(name, { deadLetter: DEAD_LETTER })
}

export const DEAD_LETTER = 'dead-letter'
const MONTH_SECONDS = 30 * 24 * 60 * 60

/**
 * For a database that nobody else can have open: a job that is marked as running is running here, for as long as this process lives, and
 * a clock that is set while it runs must not have it taken away and done a second time.
 */
export async function trustRunningJobs(boss: PgBoss): Promise<void> {
  for (const name of ['reconcile', 'attempt'])
    await boss.updateQueue(name, { heartbeatSeconds: null, expireInSeconds: LONGEST_EXPIRY_SECONDS })
}

const LONGEST_EXPIRY_SECONDS = 24 * 60 * 60 - 1

/** Jobs are deleted an hour after they ended: what happened is in the store. */
const KEPT = { deleteAfterSeconds: 3_600 }

/**
 * Makes jobs that are marked as running runnable. Only for a database that nobody else can have open: then whoever was
 * running them is dead, and waiting for their heartbeats to run out would cost a minute.
 */
export async function releaseInterruptedJobs(boss: PgBoss): Promise<void> {
  for (const name of ['reconcile-interrupted', 'reconcile-later', 'reconcile', 'errand', 'attempt']) {
    const jobs = await boss.findJobs(name)
    const running = jobs.filter(({ state }) => state === 'active').map(({ id }) => id)
    if (running.length > 0) await boss.fail(name, running, { message: 'its worker ended' })
  }
}
