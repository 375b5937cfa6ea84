import { createLimiter } from '@speculate-dev/system'
import type { WorkflowRun } from '../model.ts'
import type { Runner, RunnerFactory, RunnerHost } from '../runner-host.ts'
import { createCaches } from './actions/caches/caches.ts'
import type { PrepareCheckout, PrepareHome } from './job/source/new-checkout.ts'
import { thisMachine } from './machine/machine.ts'
import { groupOfRun, runWorkflow } from './run-workflow.ts'
import { createConcurrencyGroups } from './start/concurrency-groups.ts'
import { rehearse } from './start/rehearse.ts'
import type { RunFacts } from './start/run-facts.ts'
import {
  type Execute,
  repeatRun,
  startDispatchedRun,
  startPullRequestRuns,
  startPushRuns,
} from './start/start-runs.ts'

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
  /** Called with the home of each job, where it may put files. */
  readonly prepareHome?: PrepareHome | undefined
  /** Where caches of the base are kept; without it they go with the runner. A folder for each repository, if their names may be the same. */
  readonly cacheFolder?: string | undefined
  /**
   * A folder with actions of other people, each in `owner/name@ref`, which jobs may run where the runner has nothing in their place. Without
   * it they are refused by name. Nothing is downloaded.
   */
  readonly otherActions?: string | undefined
  /** A folder with clones of the repository's submodules, each a git directory under its name, as in `.git/modules`. */
  readonly submodules?: string | undefined
  /** Called with each new checkout, where it may put files. */
  readonly prepareCheckout?: PrepareCheckout | undefined
  /** What the environment holds of passwords, longest first: no log, annotation or summary of a job shows it. */
  readonly masked?: readonly string[]
  /**
   * Which events start workflows by themselves; both, unless it says otherwise. What is dispatched is always run. On somebody's own
   * machine a workflow for pushes could be the one that deploys.
   */
  readonly events?: readonly Exclude<RunFacts['event'], 'workflow_dispatch'>[]
  /** Paths of workflow files whose jobs share one checkout. Their jobs must need each other in a row. */
  readonly sharedCheckouts?: readonly string[]
  /** Told what went wrong in the runner itself, never what went wrong in a job. */
  readonly onError?: (error: unknown) => void
}

/** A runner for a server: runs the workflows of pull requests and pushes on this machine. */
export function createRunner(options: RunnerOptions = {}): RunnerFactory {
  return (host) => startRunner(host, options)
}

const LOG_LIMITS = { bytes: 4 * 1024 * 1024, annotations: 50 }

function startRunner(host: RunnerHost, options: RunnerOptions): Runner {
  const stop = new AbortController()
  const caches = createCaches(options.cacheFolder)
  const cancels = new Map<number, AbortController>()
  const { inBackground, drained } = createBackground(stop.signal, options.onError)
  const execute = createExecute({ host, options, caches, cancels, stopped: stop.signal })
  const { events = ['pull_request', 'push'] } = options
  return {
    onPullRequestActivity(activity) {
      if (!events.includes('pull_request')) return
      inBackground(() => startPullRequestRuns({ host, execute }, activity))
    },
    onPush(activity) {
      if (!events.includes('push')) return
      inBackground(() => startPushRuns({ host, execute }, activity))
    },
    onRerun({ repository, rerun }) {
      inBackground(() => repeatRun({ host, execute }, repository, rerun))
    },
    onDispatch(activity) {
      // Known from now on, so that it can be cancelled before it has begun.
      cancels.set(activity.dispatched.id, new AbortController())
      inBackground(() => startDispatchedRun({ host, execute }, activity))
    },
    onCancel({ cancelled: { id } }) {
      cancels.get(id)?.abort('cancelled')
      return cancels.has(id)
    },
    async rehearse(rehearsal) {
      const cancel = ({ id }: WorkflowRun) => cancels.get(id)?.abort('cancelled')
      await inBackground(() => rehearse({ host, execute, cancel }, rehearsal))
    },
    resume(repository, run) {
      inBackground(() => repeatRun({ host, execute }, repository, run))
    },
    async close() {
      stop.abort('shutdown')
      await drained()
      await caches.close()
    },
  }
}

/** Work that nobody waits for; once the runner is stopped, nothing begins any more. */
function createBackground(stopped: AbortSignal, onError: RunnerOptions['onError']) {
  const working = new Set<Promise<void>>()
  return {
    inBackground(work: () => Promise<void>): Promise<void> | undefined {
      if (stopped.aborted) return undefined
      const promise = work()
        .catch((error: unknown) => onError?.(error))
        .finally(() => working.delete(promise))
      working.add(promise)
      return promise
    },
    async drained(): Promise<void> {
      while (working.size > 0) await Promise.all(working)
    },
  }
}

interface ExecuteParts {
  readonly host: RunnerHost
  readonly options: RunnerOptions
  readonly caches: ReturnType<typeof createCaches>
  /** What ends a run, by its id. */
  readonly cancels: Map<number, AbortController>
  readonly stopped: AbortSignal
}

/** Runs one workflow after it has waited for others of its concurrency group. */
function createExecute({ host, options, caches, cancels, stopped }: ExecuteParts): Execute {
  const { environment = {}, prepareHome, prepareCheckout, otherActions, submodules } = options
  const groups = createConcurrencyGroups()
  const forAll = {
    ...{ host, groups, environment, caches, otherActions, submodules, prepareHome, prepareCheckout },
    slots: createLimiter(options.jobs ?? 2),
    machine: thisMachine({ environment: { ...process.env, ...environment } }),
    limits: limitsOf(options),
  }
  return async (request) => {
    const { id } = request.run
    const sharesCheckout = options.sharedCheckouts?.includes(request.workflow.path) ?? false
    const cancel = cancels.get(id) ?? new AbortController()
    cancels.set(id, cancel)
    const work = (signal: AbortSignal) => runWorkflow({ ...request, ...forAll, signal, sharesCheckout })
    try {
      await groups.enter(groupOfRun(request), AbortSignal.any([stopped, cancel.signal]), work)
    } catch (error) {
      // A fault of the runner's own must not leave the run waiting for ever.
      if (!stopped.aborted) await host.completeRun(request.repository, request.run, 'failure')
      throw error
    } finally {
      cancels.delete(id)
    }
  }
}

function limitsOf({ timeoutMinutes = 360, minuteMs = 60_000, graceMs = 2_000, masked = [] }: RunnerOptions) {
  return { timeoutMinutes, minuteMs, graceMs, log: { ...LOG_LIMITS, masked } }
}
