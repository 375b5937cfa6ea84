import type { Limiter } from '@speculate-dev/system'
import type { Contexts } from '@speculate-dev/workflows'
import type { Repository, WorkflowJob, WorkflowRun } from '../model.ts'
import type { RunnerHost } from '../runner-host.ts'
import { type ArtifactStore, artifactsOfRun } from './actions/artifacts/artifact-store.ts'
import type { Caches, RunCaches } from './actions/caches/caches.ts'
import { conclusionOf } from './conclusion-of.ts'
import type { JobLogLimits } from './job/job-log.ts'
import type { JobLimits } from './job/run-job.ts'
import type { PrepareCheckout, PrepareHome } from './job/source/new-checkout.ts'
import type { Source } from './job/source/prepare-source.ts'
import { createSharedCheckout, type SharedCheckout } from './job/source/shared-checkout.ts'
import type { Machine } from './machine/machine.ts'
import { runJobs } from './run-jobs.ts'
import { type ConcurrencyGroups, groupOf } from './start/concurrency-groups.ts'
import { contextsOf, type JobIdentity, type RunFacts } from './start/run-facts.ts'
import { inputsFrom } from './workflow/read-inputs.ts'
import type { Workflow } from './workflow/workflow.ts'

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
  readonly groups: ConcurrencyGroups
  readonly machine: Machine
  /** Variables the operator gives every job, over the runner's own. */
  readonly environment: Readonly<Record<string, string>>
  readonly caches: Caches
  readonly otherActions: string | undefined
  readonly submodules: string | undefined
  readonly prepareHome: PrepareHome | undefined
  readonly prepareCheckout: PrepareCheckout | undefined
  readonly signal: AbortSignal
  readonly limits: JobLimits & { readonly log: JobLogLimits }
  /** All its jobs, which need each other in a row, work in one checkout. */
  readonly sharesCheckout: boolean
}

export interface RunningWorkflow extends WorkflowRequest {
  readonly checkout: SharedCheckout | undefined
  /** Of the run, whichever of its workflows a job is in. */
  readonly identity: Omit<JobIdentity, 'job'>
  readonly artifacts: ArtifactStore
  readonly runCaches: RunCaches
  /** The `inputs` context. */
  readonly inputs: Contexts
  /** What the names of its checks begin with, where another workflow calls it. */
  readonly prefix: string
  /** How many calls have led to it. */
  readonly depth: number
  /** Whether who calls it lets its tokens push. */
  readonly mayWrite: boolean
  /** Concurrency groups that are entered already: who waited for one of them would wait for itself. */
  readonly groupsHeld: readonly string[]
}

/** The results of a job that are passed to the jobs which need it. */
export interface NeedResult {
  readonly result: 'success' | 'failure' | 'cancelled' | 'skipped'
  readonly outputs: Readonly<Record<string, string>>
}

/** What it has come to, and whether something of it could not run here. */
export interface JobResults extends NeedResult {
  readonly isWhole: boolean
}

/** A pull request and a push give none. */
function inputsOf({ workflow, facts }: Pick<WorkflowRequest, 'workflow' | 'facts'>): Contexts {
  const declared = workflow.onDispatch?.inputs ?? {}
  return facts.event === 'workflow_dispatch' ? inputsFrom(declared, facts.inputs) : {}
}

/** Which the run has to enter before any of its jobs. */
export function groupOfRun(
  given: Pick<WorkflowRequest, 'workflow' | 'run' | 'source' | 'facts' | 'repository'>,
) {
  const { workflow, facts, repository } = given
  const contexts = { ...contextsOf(facts, { ...identityOf(given), job: '' }), inputs: inputsOf(given) }
  return groupOf(workflow.concurrency, { repository, contexts })
}

/** Runs the jobs of one workflow run in the order of their needs, and completes the run. After a shutdown it reports nothing. */
export async function runWorkflow(given: WorkflowRequest): Promise<void> {
  const { host, repository, run, signal } = given
  const checkout = given.sharesCheckout ? createSharedCheckout() : undefined
  const identity = identityOf(given)
  const own = groupOfRun(given)
  const artifacts = artifactsOfRun(host.github.dataDir, run.id)
  const caches = await given.caches.ofRun(repository, given.facts)
  const request: RunningWorkflow = {
    ...given,
    ...{
      checkout,
      artifacts,
      runCaches: caches,
      identity,
      inputs: inputsOf(given),
      prefix: '',
      depth: 0,
      mayWrite: true,
    },
    groupsHeld: own ? [own.key] : [],
  }
  const all = await runJobs(request).finally(() => checkout?.dispose())
  if (signal.reason === 'shutdown') return
  // What could not run is never green.
  const ended = [...all.values()]
  const isWhole = ended.every((one) => one.isWhole)
  await host.completeRun(repository, run, isWhole ? conclusionOf(ended) : 'failure')
}

function identityOf({ workflow, run, source }: Pick<WorkflowRequest, 'workflow' | 'run' | 'source'>) {
  return {
    workflow: workflow.name,
    path: workflow.path,
    runId: run.id,
    runNumber: run.runNumber,
    attempt: run.attempt ?? 1,
    sha: source.sha,
  }
}
