import { ApiError } from '../api-error.ts'
import type { GitHub } from '../github.ts'
import type { Repository, WorkflowJob, WorkflowRun } from '../model.ts'
import { serializeWorkflow, serializeWorkflowRun } from '../serializers/workflow.ts'

export async function emitRun(
  github: GitHub,
  repository: Repository,
  { run, action }: { readonly run: WorkflowRun; readonly action: 'requested' | 'in_progress' | 'completed' },
): Promise<void> {
  const commit = await github.git(repository).commit(run.headSha)
  const workflow = repository.workflows.find(({ id }) => id === run.workflowId)
  github.emit({
    event: 'workflow_run',
    action,
    repository,
    sender: run.actor,
    payload: {
      workflow_run: serializeWorkflowRun(github, repository, { run, commit }),
      workflow: workflow === undefined ? null : serializeWorkflow(github, repository, workflow),
    },
  })
}

/** As an attempt shows them: of every name what ran last, so that what was not run again stands as it ended. */
export function jobsOfAttempt(repository: Repository, run: WorkflowRun, attempt: number): WorkflowJob[] {
  const known = repository.workflowJobs.filter((job) => job.runId === run.id && (job.attempt ?? 1) <= attempt)
  const lastOf = new Map(known.map((job) => [job.name, job.attempt ?? 1]))
  return known.filter((job) => (job.attempt ?? 1) === lastOf.get(job.name))
}

/**
 * The next attempt of a run, with these jobs and those that need them. Throws 403 as GitHub does: while the run is running, and for a
 * job that has been run again already.
 */
export async function rerunJobs(
  github: GitHub,
  repository: Repository,
  { run, jobs }: { readonly run: WorkflowRun; readonly jobs: readonly WorkflowJob[] },
): Promise<void> {
  const attempt = run.attempt ?? 1
  if (run.status !== 'completed')
    throw new ApiError(403, 'The workflow run containing this job is already running')
  const current = jobsOfAttempt(repository, run, attempt)
  if (jobs.length === 0 || jobs.some((job) => !current.includes(job)))
    throw new ApiError(403, 'Only jobs of the latest attempt can be run again')
  const rerun = jobs.map(({ name }) => name)
  Object.assign(run, {
    status: 'queued',
    conclusion: null,
    attempt: attempt + 1,
    rerun,
    updatedAt: github.now(),
  })
  const suite = repository.checkSuites.find(({ id }) => id === run.suiteId)
  if (suite !== undefined)
    Object.assign(suite, { status: 'queued', conclusion: null, updatedAt: github.now() })
  await emitRun(github, repository, { run, action: 'requested' })
  github.announce({ repository, rerun: run })
}
