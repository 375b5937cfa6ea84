import type { Limiter } from '@speculate-dev/system'
import type { Contexts } from '@speculate-dev/workflows'
import { evaluateCondition, type JobStatus } from '@speculate-dev/workflows'
import type { CheckConclusion, Repository, WorkflowJob, WorkflowRun } from '../model.ts'
import type { RunnerHost } from '../runner-host.ts'
import type { JobLogLimits } from './job/job-log.ts'
import type { PrepareCheckout, PrepareHome } from './job/new-checkout.ts'
import type { Source } from './job/prepare-source.ts'
import type { JobLimits } from './job/run-job.ts'
import { type FailedMatrixJob, runMatrixJob } from './job/run-matrix-job.ts'
import { createSharedCheckout, type SharedCheckout } from './job/shared-checkout.ts'
import type { Machine } from './machine/machine.ts'
import { isSurelySkipped } from './plan/is-known.ts'
import { matrixJobsOf } from './plan/matrix-jobs-of.ts'
import { withKnown } from './plan/plan-job.ts'
import { contextsOf, type RunFacts } from './start/run-facts.ts'
import { inputsFrom } from './workflow/read-inputs.ts'
import type { Job, Workflow } from './workflow/workflow.ts'

export interface WorkflowRequest {
  readonly host: RunnerHost
  readonly repository: Repository
  readonly workflow: Workflow
  readonly run: WorkflowRun
  readonly facts: RunFacts
  readonly source: Source
  /** Jobs of the run from before a restart; each is taken once, because names may repeat. */
  readonly earlierJobs: WorkflowJob[]
  readonly slots: Limiter
  readonly machine: Machine
  /** Variables the operator gives every job, over the runner's own. */
  readonly environment: Readonly<Record<string, string>>
  readonly prepareHome: PrepareHome | undefined
  readonly prepareCheckout: PrepareCheckout | undefined
  readonly signal: AbortSignal
  readonly limits: JobLimits & { readonly log: JobLogLimits }
  /** All its jobs, which need each other in a row, work in one checkout. */
  readonly sharesCheckout: boolean
}

export interface RunningWorkflow extends WorkflowRequest {
  readonly checkout: SharedCheckout | undefined
  /** The `inputs` context. */
  readonly inputs: Contexts
}

/** The results of a job that are passed to the jobs which need it. */
export interface NeedResult {
  readonly result: 'success' | 'failure' | 'cancelled' | 'skipped'
  readonly outputs: Readonly<Record<string, string>>
}

/** What it has come to, and whether something of it could not run here. */
interface JobResults extends NeedResult {
  readonly isWhole: boolean
}

/** A pull request and a push give none. */
function inputsOf({ workflow, facts }: WorkflowRequest): Contexts {
  const declared = workflow.onDispatch?.inputs ?? {}
  return facts.event === 'workflow_dispatch' ? inputsFrom(declared, facts.inputs) : {}
}

/** Runs the jobs of one workflow run in the order of their needs, and completes the run. After a shutdown it reports nothing. */
export async function runWorkflow(given: WorkflowRequest): Promise<void> {
  const { host, repository, workflow, run, signal } = given
  const checkout = given.sharesCheckout ? createSharedCheckout() : undefined
  const request = { ...given, checkout, inputs: inputsOf(given) }
  const results = new Map<string, Promise<JobResults>>()
  const resultOf = (job: Job): Promise<JobResults> => {
    const known = results.get(job.id)
    if (known) return known
    const started = whenNeedsAreMet(request, job, resultOf)
    results.set(job.id, started)
    return started
  }
  const all = await Promise.all(workflow.jobs.map(resultOf)).finally(() => checkout?.dispose())
  if (signal.reason === 'shutdown') return
  // What could not run is never green.
  const isWhole = all.every((one) => one.isWhole)
  await host.completeRun(repository, run, isWhole ? conclusionOf(all) : 'failure')
}

async function whenNeedsAreMet(
  request: RunningWorkflow,
  job: Job,
  resultOf: (job: Job) => Promise<JobResults>,
): Promise<JobResults> {
  const { workflow } = request
  const identity = identityOf(request, job)
  const known = contextsOf(request.facts, identity)
  // A job that cannot run is told at once: waiting for its needs would change nothing.
  if (job.findings.length > 0 && !isSurelySkipped(job.if, known)) return runMatrixJobs(request, job, {})
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
  if (evaluateCondition(job.if, { contexts, status })) return runMatrixJobs(request, job, needs)
  const conclusion = request.signal.aborted ? 'cancelled' : 'skipped'
  const instead = { job, combination: undefined, strategy: {}, name: job.name, instead: conclusion } as const
  const result = await runMatrixJob({ ...request, ...instead, needs, identity, peers: request.signal })
  return { ...result, isWhole: true }
}

const NO_RESULT: NeedResult = { result: 'skipped', outputs: {} }

function identityOf({ workflow, run, source }: WorkflowRequest, job: Job) {
  return {
    workflow: workflow.name,
    path: workflow.path,
    runId: run.id,
    runNumber: run.runNumber,
    attempt: run.attempt ?? 1,
    sha: source.sha,
    job: job.id,
  }
}

/** Every job of the matrix, or the one job; with `fail-fast` the first failure cancels the others. */
async function runMatrixJobs(request: RunningWorkflow, job: Job, needs: Contexts): Promise<JobResults> {
  const failFast = new AbortController()
  const isRehearsal = 'isRehearsal' in request.facts && request.facts.isRehearsal
  const peers = AbortSignal.any([request.signal, failFast.signal])
  const identity = identityOf(request, job)
  const known = { ...contextsOf(request.facts, identity), needs, inputs: request.inputs }
  const env = withKnown(request.workflow.env, known)
  const { owner, repo } = request.facts
  const planned = await matrixJobsOf(
    job,
    { ...known, env },
    { machine: request.machine, repository: `${owner}/${repo}`, read: request.source.read },
  )
  const ended = await Promise.all(
    planned.map(async (one) => {
      const result = await runMatrixJob({ ...request, ...one, needs, identity, instead: undefined, peers })
      const canRun = one.job.findings.length === 0
      // In a rehearsal every job of the matrix runs to its end; one that cannot run here says nothing of the others.
      const isOver =
        one.combination && one.strategy['fail-fast'] && result.result === 'failure' && canRun && !isRehearsal
      if (isOver) failFast.abort({ failedJob: one.name } satisfies FailedMatrixJob)
      return { ...result, canRun }
    }),
  )
  const able = ended.filter(({ canRun }) => canRun)
  // Those that need it go by the jobs of the matrix that this machine can run.
  const counted = able.length > 0 ? able : ended
  const outputs = Object.assign({}, ...counted.map((combination) => combination.outputs))
  return { result: conclusionOf(counted), outputs, isWhole: able.length === ended.length }
}

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

function conclusionOf(results: readonly NeedResult[]): NeedResult['result'] & CheckConclusion {
  const has = (result: NeedResult['result']) => results.some((one) => one.result === result)
  if (has('failure')) return 'failure'
  if (has('cancelled')) return 'cancelled'
  return has('success') ? 'success' : 'skipped'
}
