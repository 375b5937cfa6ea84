import type { Job, PgBoss } from 'pg-boss'
import { z } from 'zod'
import { untilConnected } from '../until-connected.ts'

const Touched = z.object({ affected: z.int() })

/**
 * Runs a job that was fetched, tells pg-boss that it lives, and how it ended. `lost` aborts once the job is no longer this worker's. What
 * throws is given back, to be run again or to become a dead letter. Rejects where that could not be written down.
 */
export async function runClaimed(
  boss: PgBoss,
  job: Job<unknown>,
  run: (lost: AbortSignal) => Promise<void>,
): Promise<void> {
  const lost = new AbortController()
  const beats = job.heartbeatSeconds ? setInterval(beat, (job.heartbeatSeconds * 1_000) / 2) : undefined
  function beat() {
    boss.touch(job.name, job).then(
      (answer) => {
        if (Touched.parse(answer).affected === 0) lost.abort(new Error('another worker has the job'))
      },
      // Says nothing about whose job it is.
      () => {},
    )
  }
  try {
    await run(lost.signal)
  } catch (error) {
    clearInterval(beats)
    await untilConnected(() => boss.fail(job.name, job, asOutput(error)))
    return
  } finally {
    clearInterval(beats)
  }
  await untilConnected(() => boss.complete(job.name, job))
}

function asOutput(error: unknown): object {
  return error instanceof Error ? error : { message: String(error) }
}
