import type { PullRequestIssue, Repository, WorkflowRun } from '../model.ts'
import type { PullRequestActivity, Runner, RunnerFactory, RunnerHost } from '../runner-host.ts'
import { createConcurrencyGroups } from './concurrency-groups.ts'
import { createJobSlots } from './job-slots.ts'
import { prepareSource, type Source } from './prepare-source.ts'
import { readWorkflows } from './read-workflows.ts'
import { type RunFacts, runFacts } from './run-facts.ts'
import { runWorkflow, type WorkflowRequest } from './run-workflow.ts'
import type { Workflow } from './workflow.ts'

export interface RunnerOptions {
  /** Jobs running at the same time. */
  readonly jobs?: number
  /** For jobs without `timeout-minutes`. GitHub's own default is 360. */
  readonly timeoutMinutes?: number
  /** How long a minute of `timeout-minutes` is; for tests. */
  readonly minuteMs?: number
  /** Between SIGTERM and SIGKILL. */
  readonly graceMs?: number
  /** Given to every job, for example `npm_config_registry`; of the process's own variables only PATH and LANG are. */
  readonly environment?: Readonly<Record<string, string>>
  /** Told what went wrong in the runner itself, never what went wrong in a job. */
  readonly onError?: (error: unknown) => void
}

/** A runner for a server: runs the workflows of pull requests on this machine. */
export function createRunner(options: RunnerOptions = {}): RunnerFactory {
  return (host) => startRunner(host, options)
}

const LOG_LIMITS = { bytes: 4 * 1024 * 1024, annotations: 50 }

function startRunner(host: RunnerHost, options: RunnerOptions): Runner {
  const stop = new AbortController()
  const environment = options.environment ?? {}
  const slots = createJobSlots(options.jobs ?? 2)
  const groups = createConcurrencyGroups()
  const working = new Set<Promise<void>>()
  const limits = {
    timeoutMinutes: options.timeoutMinutes ?? 360,
    minuteMs: options.minuteMs ?? 60_000,
    graceMs: options.graceMs ?? 2_000,
    log: LOG_LIMITS,
  }
  const inBackground = (work: () => Promise<void>) => {
    if (stop.signal.aborted) return
    const promise = work()
      .catch((error: unknown) => options.onError?.(error))
      .finally(() => working.delete(promise))
    working.add(promise)
  }
  const execute: Execute = async (request) => {
    const work = (signal: AbortSignal) =>
      runWorkflow({ ...request, host, slots, environment, signal, limits })
    try {
      await groups.enter(request.workflow.concurrency, request, stop.signal, work)
    } catch (error) {
      // A fault of the runner's own must not leave the run waiting for ever.
      if (!stop.signal.aborted) await host.completeRun(request.repository, request.run, 'failure')
      throw error
    }
  }
  return {
    onPullRequestActivity(activity) {
      const facts = factsOf(host, activity)
      inBackground(() => startRuns(host, { repository: activity.repository, facts, execute }))
    },
    resume(repository, run) {
      inBackground(() => repeatRun(host, { repository, run, execute }))
    },
    async close() {
      stop.abort('shutdown')
      while (working.size > 0) await Promise.all(working)
    },
  }
}

type Execute = (
  request: Omit<WorkflowRequest, 'host' | 'slots' | 'environment' | 'signal' | 'limits'>,
) => Promise<void>

function factsOf(
  host: RunnerHost,
  { repository, pullRequest, action, actor }: PullRequestActivity,
): RunFacts {
  return runFacts(repository, pullRequest, { action, actor, serverUrl: host.github.url })
}

/** All workflows that one activity starts; the clone they share is removed when the last one ends. */
async function startRuns(
  host: RunnerHost,
  {
    repository,
    facts,
    execute,
  }: { readonly repository: Repository; readonly facts: RunFacts; readonly execute: Execute },
): Promise<void> {
  await withSource(host, repository, facts, async (source) => {
    const workflows = await readWorkflows(repository, facts, source)
    const runs: { workflow: Workflow; run: WorkflowRun }[] = []
    for (const workflow of workflows)
      runs.push({ workflow, run: await createRun(host, repository, { workflow, facts }) })
    await Promise.all(runs.map((one) => execute({ ...one, repository, facts, source, earlierJobs: [] })))
  })
}

function createRun(
  host: RunnerHost,
  repository: Repository,
  { workflow, facts }: { readonly workflow: Workflow; readonly facts: RunFacts },
): Promise<WorkflowRun> {
  return host.createRun({
    repository,
    workflow: { path: workflow.path, name: workflow.name },
    event: 'pull_request',
    headSha: facts.head.sha,
    headBranch: facts.head.ref,
    pullRequests: [facts.number],
    actor: facts.actor,
  })
}

/** Runs an unfinished run again from the start, without the jobs that had ended. */
async function repeatRun(
  host: RunnerHost,
  {
    repository,
    run,
    execute,
  }: { readonly repository: Repository; readonly run: WorkflowRun; readonly execute: Execute },
): Promise<void> {
  const pullRequest = repository.issues.find(
    (issue): issue is PullRequestIssue => issue.pull !== undefined && run.pullRequests.includes(issue.number),
  )
  if (!pullRequest) return host.completeRun(repository, run, 'cancelled')
  const now = runFacts(repository, pullRequest, {
    action: 'synchronize',
    actor: run.actor,
    serverUrl: host.github.url,
  })
  const facts = { ...now, head: { ref: run.headBranch, sha: run.headSha } }
  const found = await withSource(host, repository, facts, async (source) => {
    const activities = ['opened', 'synchronize', 'reopened', 'ready_for_review']
    for (const action of activities) {
      const workflows = await readWorkflows(repository, { ...facts, action }, source)
      const workflow = workflows.find(({ path }) => path === run.path)
      if (!workflow) continue
      const earlierJobs = repository.workflowJobs.filter((job) => job.runId === run.id)
      await execute({ workflow, run, repository, facts: { ...facts, action }, source, earlierJobs })
      return true
    }
    return false
  })
  if (!found) await host.completeRun(repository, run, 'cancelled')
}

/** Undefined when the pull request conflicts: GitHub runs nothing then. */
async function withSource<T>(
  host: RunnerHost,
  repository: Repository,
  facts: RunFacts,
  use: (source: Source) => Promise<T>,
): Promise<T | undefined> {
  const source = await prepareSource(host.github.git(repository).directory, facts)
  if (!source) return undefined
  try {
    return await use(source)
  } finally {
    await source.dispose()
  }
}
