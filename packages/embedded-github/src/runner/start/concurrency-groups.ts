import { interpolate, isTruthy } from '@speculate-dev/workflows'
import type { WorkflowRequest } from '../run-workflow.ts'
import type { Concurrency } from '../workflow/workflow.ts'
import { contextsOf } from './run-facts.ts'

/** `concurrency`: of one group one run is running and at most one is waiting; a newer one takes the place of the waiting one. */
export interface ConcurrencyGroups {
  /** Runs `work` when the group is free, with a signal that aborts when the run is cancelled or `stop` aborts. */
  enter(
    concurrency: Concurrency | undefined,
    request: GroupFacts,
    stop: AbortSignal,
    work: (signal: AbortSignal) => Promise<void>,
  ): Promise<void>
}

type GroupFacts = Pick<WorkflowRequest, 'workflow' | 'run' | 'facts' | 'source' | 'repository'>

interface Member {
  readonly cancel: AbortController
  readonly done: Promise<void>
}

export function createConcurrencyGroups(): ConcurrencyGroups {
  const groups = new Map<string, Member[]>()
  return {
    async enter(concurrency, request, stop, work) {
      if (!concurrency) return work(stop)
      const { key, cancelRunning } = settingsOf(concurrency, request)
      const earlier = groups.get(key) ?? []
      const [running, ...waiting] = earlier
      for (const member of waiting) member.cancel.abort('cancelled')
      if (cancelRunning) running?.cancel.abort('cancelled')
      const cancel = new AbortController()
      const signal = AbortSignal.any([stop, cancel.signal])
      const turn = Promise.allSettled(earlier.map((member) => member.done))
      // A cancelled run need not wait for its turn: all it does is to report that.
      const done = Promise.race([turn, aborted(signal)]).then(() => work(signal))
      const member = { cancel, done }
      groups.set(key, [...earlier, member])
      await done.finally(() => {
        const left = (groups.get(key) ?? []).filter((one) => one !== member)
        if (left.length > 0) groups.set(key, left)
        else groups.delete(key)
      })
    },
  }
}

function settingsOf(concurrency: Concurrency, { workflow, run, facts, source, repository }: GroupFacts) {
  const identity = {
    workflow: workflow.name,
    path: workflow.path,
    runId: run.id,
    runNumber: run.runNumber,
    attempt: run.attempt ?? 1,
    sha: source.sha,
    job: '',
  }
  const evaluation = { contexts: contextsOf(facts, identity), status: 'success' as const }
  const answer = interpolate(concurrency.cancelInProgress, evaluation)
  return {
    key: `${repository.id}:${interpolate(concurrency.group, evaluation).toLowerCase()}`,
    cancelRunning: isTruthy(answer) && answer !== 'false',
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
