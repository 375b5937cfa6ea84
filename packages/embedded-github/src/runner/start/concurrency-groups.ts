import { type Contexts, interpolate, isTruthy } from '@speculate-dev/workflows'
import type { Repository } from '../../model.ts'
import type { Concurrency } from '../workflow/workflow.ts'

/** `concurrency`: of one group one run or job is running and at most one is waiting; a newer one takes the place of the waiting one. */
export interface ConcurrencyGroups {
  /** Runs `work` when the group is free, with a signal that aborts when it is cancelled or `stop` aborts. */
  enter<T>(group: Group | undefined, stop: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T>
}

export interface Group {
  readonly key: string
  readonly cancelRunning: boolean
}

interface Member {
  readonly cancel: AbortController
  readonly done: Promise<unknown>
}

export function createConcurrencyGroups(): ConcurrencyGroups {
  const groups = new Map<string, Member[]>()
  return {
    async enter(group, stop, work) {
      if (!group) return work(stop)
      const { key, cancelRunning } = group
      const earlier = groups.get(key) ?? []
      const [running, ...waiting] = earlier
      for (const member of waiting) member.cancel.abort('cancelled')
      if (cancelRunning) running?.cancel.abort('cancelled')
      const cancel = new AbortController()
      const signal = AbortSignal.any([stop, cancel.signal])
      const turn = Promise.allSettled(earlier.map((member) => member.done))
      // What is cancelled need not wait for its turn: all it does is to report that.
      const done = Promise.race([turn, aborted(signal)]).then(() => work(signal))
      const member = { cancel, done }
      groups.set(key, [...earlier, member])
      return await done.finally(() => {
        const left = (groups.get(key) ?? []).filter((one) => one !== member)
        if (left.length > 0) groups.set(key, left)
        else groups.delete(key)
      })
    },
  }
}

/** Groups of runs and of jobs have their names in common. Throws `ExpressionError`. */
export function groupOf(
  concurrency: Concurrency | undefined,
  { repository, contexts }: { readonly repository: Repository; readonly contexts: Contexts },
): Group | undefined {
  if (!concurrency) return undefined
  const evaluation = { contexts, status: 'success' as const }
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
