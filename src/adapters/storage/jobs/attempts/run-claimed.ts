import type { Job, PgBoss } from 'pg-boss'
import { z } from 'zod'
import { untilConnected } from '../../until-connected.ts'

const Touched = z.object({ affected: z.int() })

interface Claimed {
  /** `lost` aborts once the job is no longer this worker's. */
  readonly run: (lost: AbortSignal) => Promise<void>
  /** What becomes of the job where that throws. */
  readonly failed: (error: unknown) => Promise<void>
}

/** Runs a job that was fetched, tells pg-boss that it lives, and how it ended. Rejects where that could not be written down. */
export async function runClaimed(boss: PgBoss, job: Job<unknown>, { run, failed }: Claimed): Promise<void> {
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
    return failed(error)
  } finally {
    clearInterval(beats)
  }
  await untilConnected(() => boss.complete(job.name, job))
}

/** The job is run again, or becomes a dead letter. */
export async function failClaimed(boss: PgBoss, job: Job<unknown>, error: unknown): Promise<void> {
  await untilConnected(() => boss.fail(job.name, job, asOutput(error)))
}

function asOutput(error: unknown): object {
  return error instanceof Error ? error : { message: String(error) }
}
