import type { Observation } from '../../domain/checks/evidence.ts'

type CheckRun = Extract<Observation, { kind: 'check-run' }>

interface CurrentObservations {
  readonly current: readonly Observation[]
  /** The newest first. */
  readonly replaced: readonly CheckRun[]
}

/**
 * Of the runs of one workflow for one event, the newest decides about a job, as on GitHub: it replaces the earlier ones, however they
 * ended. Only what the run's own job list names takes part, so that nothing posted beside a job can replace it (T10).
 */
export function withoutReplaced(observations: readonly Observation[]): CurrentObservations {
  const jobs = observations.filter(isJob)
  const replaced = jobs.filter((one) => jobs.some((other) => replaces(other, one, jobs)))
  return {
    current: observations.filter((one) => one.kind === 'status' || !replaced.includes(one)),
    replaced: replaced.sort((a, b) => runId(b) - runId(a) || attempt(b) - attempt(a) || b.id - a.id),
  }
}

function isJob(one: Observation): one is CheckRun {
  return one.kind === 'check-run' && one.workflow?.jobConfirmed === true
}

function replaces(newer: CheckRun, older: CheckRun, jobs: readonly CheckRun[]): boolean {
  if (!isSameJob(newer, older)) return false
  if (runId(newer) !== runId(older)) return runId(newer) > runId(older)
  if (attempt(newer) <= attempt(older)) return false
  // Two jobs of one name in one run: where only one of them ran again, nobody can tell which.
  const of = (one: CheckRun) => jobs.filter((job) => isSameJob(job, one) && runId(job) === runId(one))
  const count = (one: CheckRun) => of(one).filter((job) => attempt(job) === attempt(one)).length
  return count(newer) >= count(older)
}

function isSameJob(a: CheckRun, b: CheckRun): boolean {
  return a.name === b.name && a.workflow?.path === b.workflow?.path && a.workflow?.event === b.workflow?.event
}

function runId({ workflow }: CheckRun): number {
  return workflow?.runId ?? 0
}

function attempt({ workflow }: CheckRun): number {
  return workflow?.runAttempt ?? 1
}
