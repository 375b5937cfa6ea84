import { z } from 'zod'
import { ApiError, notFound } from '../../api-error.ts'
import {
  byId,
  created,
  noContent,
  ok,
  page,
  parseBody,
  type RepositoryCall,
  repositoryRoute,
} from '../../http/call.ts'
import { download } from '../../http/downloads.ts'
import type { WorkflowJob, WorkflowRun } from '../../model.ts'
import { dispatchWorkflow } from '../../operations/checks/dispatch-workflow.ts'
import { jobsOfAttempt, rerunJobs } from '../../operations/checks/workflow-runs.ts'
import { serializeJob, serializeWorkflow, serializeWorkflowRun } from '../../serializers/workflow.ts'
import { readActions, writeActions } from '../needs.ts'

export const actionsRoutes = [
  repositoryRoute('GET', '/actions/runs', readActions, (call) => listRuns(call)),
  repositoryRoute('GET', '/actions/runs/:id', readActions, async (call) =>
    ok(await serializeRun(call, byId(call, call.repository.workflowRuns))),
  ),
  repositoryRoute('GET', '/actions/runs/:id/jobs', readActions, (call) => {
    const run = byId(call, call.repository.workflowRuns)
    const all = call.query.get('filter') === 'all'
    return jobsPage(
      call,
      run,
      all
        ? call.repository.workflowJobs.filter((job) => job.runId === run.id)
        : jobsOfAttempt(call.repository, run, run.attempt ?? 1),
    )
  }),
  repositoryRoute('GET', '/actions/runs/:id/logs', readActions, (call) =>
    download(call.github, { run: byId(call, call.repository.workflowRuns) }),
  ),
  repositoryRoute('GET', '/actions/runs/:id/attempts/:attempt/jobs', readActions, (call) => {
    const run = byId(call, call.repository.workflowRuns)
    const attempt = Number(call.params.attempt)
    if (!(attempt >= 1 && attempt <= (run.attempt ?? 1))) throw notFound()
    return jobsPage(call, run, jobsOfAttempt(call.repository, run, attempt))
  }),
  repositoryRoute('POST', '/actions/runs/:id/rerun', writeActions, async (call) => {
    const run = byId(call, call.repository.workflowRuns)
    const jobs = jobsOfAttempt(call.repository, run, run.attempt ?? 1)
    await rerunJobs(call.github, call.repository, { run, jobs })
    return created({})
  }),
  repositoryRoute('POST', '/actions/runs/:id/rerun-failed-jobs', writeActions, async (call) => {
    const run = byId(call, call.repository.workflowRuns)
    const current = jobsOfAttempt(call.repository, run, run.attempt ?? 1)
    const jobs = current.filter(({ conclusion }) => conclusion === 'failure' || conclusion === 'cancelled')
    await rerunJobs(call.github, call.repository, { run, jobs })
    return created({})
  }),
  repositoryRoute('POST', '/actions/runs/:id/cancel', writeActions, async (call) => {
    const run = byId(call, call.repository.workflowRuns)
    if (run.status === 'completed') throw new ApiError(409, 'Cannot cancel a workflow run that is completed.')
    call.github.announce({ repository: call.repository, cancelled: run })
    await call.github.commit()
    return { status: 202, body: {} }
  }),
  repositoryRoute('POST', '/actions/jobs/:id/rerun', writeActions, async (call) => {
    const job = byId(call, call.repository.workflowJobs)
    const run = runOf(call, job)
    await rerunJobs(call.github, call.repository, { run, jobs: [job] })
    return created({})
  }),
  repositoryRoute('GET', '/actions/jobs/:id', readActions, (call) => {
    const job = byId(call, call.repository.workflowJobs)
    return ok(serializeJob(call.github, call.repository, { run: runOf(call, job), job }))
  }),
  repositoryRoute('GET', '/actions/jobs/:id/logs', readActions, (call) =>
    download(call.github, { job: byId(call, call.repository.workflowJobs) }),
  ),
  repositoryRoute('GET', '/actions/workflows', readActions, (call) =>
    page(
      call,
      call.repository.workflows,
      (workflow) => serializeWorkflow(call.github, call.repository, workflow),
      (workflows, total) => ({ total_count: total, workflows }),
    ),
  ),
  repositoryRoute('POST', '/actions/workflows/:id/dispatches', writeActions, async (call) => {
    const { return_run_details: details, ...wanted } = parseBody(call, NewDispatch, 'WorkflowDispatch')
    const { github, repository, actor } = call
    const file = workflowFile(call)
    const run = await dispatchWorkflow(github, repository, { ...wanted, file, actor: actor.login })
    await github.commit()
    if (details !== true) return noContent
    const { url, html_url } = await serializeRun(call, run)
    return ok({ workflow_run_id: run.id, run_url: url, html_url })
  }),
  repositoryRoute('GET', '/actions/workflows/:id/runs', readActions, async (call) => {
    const path = `.github/workflows/${workflowFile(call)}`
    const workflow = call.repository.workflows.find((one) => one.path === path)
    if (workflow === undefined && (await fileOnDefaultBranch(call, path)) === undefined) throw notFound()
    return listRuns(call, (run) => run.path === path)
  }),
  repositoryRoute('GET', '/actions/workflows/:id', readActions, (call) => {
    const id = call.params.id ?? ''
    const workflow = call.repository.workflows.find(
      (candidate) => String(candidate.id) === id || candidate.path.endsWith(`/${id}`),
    )
    if (workflow === undefined) throw notFound()
    return ok(serializeWorkflow(call.github, call.repository, workflow))
  }),
]

function runOf({ repository }: RepositoryCall, job: WorkflowJob): WorkflowRun {
  const run = repository.workflowRuns.find(({ id }) => id === job.runId)
  if (run === undefined) throw notFound()
  return run
}

function jobsPage(call: RepositoryCall, run: WorkflowRun, jobs: readonly WorkflowJob[]) {
  const serialize = (job: WorkflowJob) => serializeJob(call.github, call.repository, { run, job })
  return page(call, jobs, serialize, (items, total) => ({ total_count: total, jobs: items }))
}

const NewDispatch = z.object({
  ref: z.string().min(1),
  inputs: z.record(z.string(), z.string()).default({}),
  return_run_details: z.boolean().optional(),
})

/** Workflows go by their file's name or by their number. */
function workflowFile({ params, repository }: RepositoryCall): string {
  const id = params.id ?? ''
  const workflow = repository.workflows.find((one) => String(one.id) === id)
  return (workflow?.path ?? id).split('/').at(-1) ?? id
}

async function fileOnDefaultBranch({ github, repository }: RepositoryCall, path: string) {
  const git = github.git(repository)
  const head = await git.resolve(`refs/heads/${repository.defaultBranch}`)
  return head === undefined ? undefined : git.entryAt(head, path)
}

function listRuns(call: RepositoryCall, isWanted: (run: WorkflowRun) => boolean = () => true) {
  const { query } = call
  const is = (name: string, value: string | null) => query.get(name) === null || query.get(name) === value
  const runs = call.repository.workflowRuns
    .filter(isWanted)
    .filter((run) => is('head_sha', run.headSha) && is('branch', run.headBranch) && is('event', run.event))
    .filter((run) => is('status', run.status) || is('status', run.conclusion))
    .filter((run) => is('check_suite_id', String(run.suiteId)))
    .reverse()
  return page(
    call,
    runs,
    (run) => serializeRun(call, run),
    (items, total) => ({ total_count: total, workflow_runs: items }),
  )
}

async function serializeRun({ github, repository }: RepositoryCall, run: WorkflowRun) {
  const commit = await github.git(repository).commit(run.headSha)
  return serializeWorkflowRun(github, repository, { run, commit })
}
