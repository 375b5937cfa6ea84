import type { Repository, WorkflowJob, WorkflowRun } from '../../model.ts'
import { jobsOfAttempt } from '../../operations/checks/workflow-runs.ts'
import { checkName, combinationsOf } from '../plan/check-name.ts'
import type { Job, Workflow } from '../workflow/workflow.ts'
import { contextsOf, type RunFacts } from './run-facts.ts'

/**
 * The jobs that are not to run any more. Of a later attempt these are those of earlier ones, except for the checks that it is about and
 * those that need them.
 */
export function jobsNotToRun(
  repository: Repository,
  run: WorkflowRun,
  { workflow, facts }: { readonly workflow: Workflow; readonly facts: RunFacts },
): WorkflowJob[] {
  const { attempt = 1, rerun = [] } = run
  const jobs = jobsOfAttempt(repository, run, attempt)
  const again =
    attempt > 1
      ? withDependents(workflow, { names: rerun, all: jobs.map(({ name }) => name) }, facts)
      : new Set<string>()
  return jobs.filter((job) => (job.attempt ?? 1) === attempt || !again.has(job.name))
}

/** Names of checks; a name that depends on the run itself is none that GitHub could repeat by name, so it is taken as it is written. */
function withDependents(
  workflow: Workflow,
  { names, all }: { readonly names: readonly string[]; readonly all: readonly string[] },
  facts: RunFacts,
): Set<string> {
  const { name, path } = workflow
  const identity = { workflow: name, path, runId: 0, runNumber: 0, attempt: 1, sha: '', job: '' }
  const contexts = contextsOf(facts, identity)
  const checksOf = (job: Job) => {
    // What it calls is run again as a whole.
    if (job.call !== undefined) {
      const isOfCall = (name: string) => [' / ', ' ('].some((end) => name.startsWith(`${job.name}${end}`))
      return all.filter((name) => name === job.name || isOfCall(name))
    }
    // A matrix that other jobs make is known by the names of what it made before.
    if (job.matrixFrom !== undefined)
      return names.filter((name) => name === job.name || name.startsWith(`${job.name} (`))
    return combinationsOf(job, contexts).map((combination) =>
      checkName(job, combination, { ...contexts, matrix: combination ?? {} }),
    )
  }
  const jobs = new Set(workflow.jobs.filter((job) => checksOf(job).some((name) => names.includes(name))))
  const dependents = new Set<Job>()
  let size = -1
  while (size !== dependents.size) {
    size = dependents.size
    const ids = [...jobs, ...dependents].map(({ id }) => id)
    for (const job of workflow.jobs) if (job.needs.some((need) => ids.includes(need))) dependents.add(job)
  }
  return new Set([...names, ...[...dependents].flatMap(checksOf)])
}
