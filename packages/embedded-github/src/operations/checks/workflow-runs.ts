import { withoutUndefined } from '@speculate-dev/system'
import { ApiError } from '../../api-error.ts'
import type { GitHub } from '../../github.ts'
import {
  ACTIONS_APP_ID,
  type CheckConclusion,
  type Repository,
  type Workflow,
  type WorkflowJob,
  type WorkflowRun,
} from '../../model.ts'
import type { NewWorkflowRun } from '../../runner-host.ts'
import { serializeWorkflow, serializeWorkflowRun } from '../../serializers/workflow.ts'
import { completeSuite, createSuite } from './suites.ts'

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

/** A queued run in a check suite of the Actions App; the workflow is created when it is new. */
export async function createRun(github: GitHub, wanted: NewWorkflowRun): Promise<WorkflowRun> {
  const { repository, headSha, headBranch } = wanted
  const workflow = workflowFor(github, repository, wanted.workflow)
  const of = { appId: ACTIONS_APP_ID, sha: headSha, branch: headBranch }
  const suite = createSuite(github, repository, of)
  const now = github.now()
  const run: WorkflowRun = {
    id: github.nextId(),
    workflowId: workflow.id,
    name: workflow.name,
    path: workflow.path,
    event: wanted.event,
    status: 'queued',
    conclusion: null,
    headSha,
    headBranch,
    runNumber: repository.workflowRuns.filter(({ workflowId }) => workflowId === workflow.id).length + 1,
    suiteId: suite.id,
    actor: wanted.actor,
    pullRequests: [...wanted.pullRequests],
    ...withoutUndefined({
      before: wanted.before,
      mergedWith: wanted.mergedWith,
      inputs: wanted.inputs && { ...wanted.inputs },
      title: wanted.title,
    }),
    createdAt: now,
    startedAt: now,
    updatedAt: now,
  }
  Object.assign(suite, { workflowRunId: run.id, pullRequests: run.pullRequests })
  repository.workflowRuns.push(run)
  await emitRun(github, repository, { run, action: 'requested' })
  return run
}

function workflowFor(
  github: GitHub,
  repository: Repository,
  wanted: { readonly path: string; readonly name: string },
): Workflow {
  const known = repository.workflows.find(({ path }) => path === wanted.path)
  if (known !== undefined) return Object.assign(known, { name: wanted.name })
  const workflow = { id: github.nextId(), ...wanted, createdAt: github.now() }
  repository.workflows.push(workflow)
  return workflow
}

/** Completes the run and its check suite. */
export async function completeRun(
  github: GitHub,
  repository: Repository,
  { run, conclusion }: { readonly run: WorkflowRun; readonly conclusion: CheckConclusion },
): Promise<void> {
  const suite = repository.checkSuites.find(({ id }) => id === run.suiteId)
  Object.assign(run, { status: 'completed', conclusion, updatedAt: github.now() })
  if (suite !== undefined) await completeSuite(github, repository, suite, conclusion)
  await emitRun(github, repository, { run, action: 'completed' })
}
