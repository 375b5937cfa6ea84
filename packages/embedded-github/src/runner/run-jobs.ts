import type { Contexts } from '@speculate-dev/workflows'
import { evaluateCondition, type JobStatus } from '@speculate-dev/workflows'
import { runMatrixJob } from './job/run-matrix-job.ts'
import { waitsForFailure } from './plan/is-known.ts'
import { inputsKnown, runMatrixJobs } from './run-matrix-jobs.ts'
import type { JobResults, NeedResult, RunningWorkflow } from './run-workflow.ts'
import { contextsOf } from './start/run-facts.ts'
import type { Job } from './workflow/workflow.ts'

export type RunJobs = typeof runJobs

/** Runs the jobs of a workflow in the order of their needs; the results by the jobs' ids. */
export async function runJobs(request: RunningWorkflow): Promise<ReadonlyMap<string, JobResults>> {
  const results = new Map<string, Promise<JobResults>>()
  const resultOf = (job: Job): Promise<JobResults> => {
    const known = results.get(job.id)
    if (known) return known
    const started = whenNeedsAreMet(request, job, resultOf)
    results.set(job.id, started)
    return started
  }
  const { jobs } = request.workflow
  const ended = await Promise.all(jobs.map(async (job) => [job.id, await resultOf(job)] as const))
  return new Map(ended)
}

async function whenNeedsAreMet(
  request: RunningWorkflow,
  job: Job,
  resultOf: (job: Job) => Promise<JobResults>,
): Promise<JobResults> {
  const { workflow } = request
  // A job may call a workflow, whose jobs are run like these.
  const handed = { ...request, runJobs }
  const identity = { ...request.identity, job: job.id }
  const known = { ...contextsOf(request.facts, identity), ...inputsKnown(request) }
  // A job that cannot run is reported at once: waiting for its needs would change nothing.
  if (job.findings.length > 0 && !waitsForFailure(job.if, known)) return runMatrixJobs(handed, job, {})
  const ancestors = ancestorsOf(job, workflow.jobs)
  const ended = await Promise.all(ancestors.map(resultOf))
  const results = new Map(ancestors.map((ancestor, index) => [ancestor.id, ended[index]]))
  const needs: Contexts = Object.fromEntries(
    job.needs.map((id) => {
      const { result, outputs } = results.get(id) ?? NO_RESULT
      return [id, { result, outputs }]
    }),
  )
  const contexts = { ...known, needs, inputs: request.inputs, env: {} }
  const status = request.signal.aborted ? 'cancelled' : statusOf(ended)
  if (evaluateCondition(job.if, { contexts, status })) return runMatrixJobs(handed, job, needs)
  const conclusion = request.signal.aborted ? 'cancelled' : 'skipped'
  const name = `${request.prefix}${job.name}`
  const instead = { job, combination: undefined, strategy: {}, name, instead: conclusion } as const
  const result = await runMatrixJob({
    ...request,
    ...instead,
    needs,
    identity,
    peers: request.signal,
    places: undefined,
  })
  return { ...result, isWhole: true }
}

const NO_RESULT: NeedResult = { result: 'skipped', outputs: {} }

/** GitHub's `success()` and `failure()` look at all jobs before this one, not only at those it names. */
function ancestorsOf(job: Job, jobs: readonly Job[]): Job[] {
  const found = new Set<Job>()
  const visit = (one: Job) => {
    for (const needed of jobs.filter(({ id }) => one.needs.includes(id))) {
      if (found.has(needed)) continue
      found.add(needed)
      visit(needed)
    }
  }
  visit(job)
  return [...found]
}

function statusOf(results: readonly NeedResult[]): JobStatus {
  if (results.some(({ result }) => result === 'failure')) return 'failure'
  return results.every(({ result }) => result === 'success') ? 'success' : 'skipped'
}
