import { withoutUndefined } from '../../../domain/without-undefined.ts'
import type { JobLog } from '../../../ports/prover.ts'
import type { Aside } from '../../analysis/process/start-aside.ts'
import type { TestRunner } from '../run/test-runner.ts'
import type { AskedRun, JobRun } from './read-job-runs.ts'

export interface LogReading {
  readonly logs: ReadonlyMap<string, JobLog>
  readonly runner: TestRunner
  readonly seconds: number
  readonly aside: Aside
  readonly repository: string
}

/** What the log of the job says of the run. */
export type RanInJob = (job: string, asked: AskedRun) => JobRun

/** Reads the log of each job once, beside the server: candidates have printed it. */
export async function readLogs(
  asked: ReadonlyMap<string, readonly AskedRun[]>,
  { logs, runner: { format }, seconds, aside, repository }: LogReading,
): Promise<RanInJob> {
  const known = new Map<string, JobRun>()
  for (const [job, runs] of asked) {
    const log = logs.get(job)
    const work = { log, runs, format, seconds }
    const size = log?.text?.length ?? 0
    const read = await aside
      .read({ about: 'job runs', work, size, repository })
      .catch((error: unknown) => runs.map(() => unread(log, error)))
    for (const [at, ran] of read.entries()) known.set(keyOf(job, runs[at]), ran)
  }
  return (job, run) => known.get(keyOf(job, run)) ?? unread(logs.get(job), undefined)
}

function keyOf(job: string, asked: AskedRun | undefined): string {
  return JSON.stringify([job, asked?.run, asked?.files])
}

function unread(log: JobLog | undefined, error: unknown): JobRun {
  const why = error instanceof Error ? `: ${error.message}` : ''
  return {
    outcome: { kind: 'not-run', reason: `the log of its job cannot be read${why}` },
    ...withoutUndefined({ run: log && String(log.id) }),
  }
}
