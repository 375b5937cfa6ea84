import type { IssueKey } from '../../../src/domain/issue/issue.ts'
import type { Queue, QueueHandlers } from '../../../src/ports/queue.ts'
import type { AttemptKey } from '../../../src/ports/store.ts'

/** What a queue keeps when its processes die. A job stays until it is done. */
export interface Jobs {
  readonly wakes: Set<IssueKey>
  /** By when they are due: times of the clock. */
  readonly later: Map<IssueKey, number>
  /** One for each attempt. */
  readonly attempts: Map<string, AttemptKey>
}

export function noJobs(): Jobs {
  return { wakes: new Set(), later: new Map(), attempts: new Map() }
}

/** The queue of one process, which does what it is told to: one job at a time. */
export function queueOf({ wakes, later, attempts }: Jobs, clock: { readonly now: () => number }) {
  let handlers: QueueHandlers | undefined
  let named: readonly string[] = []
  const queue: Queue = {
    wake: async (issue, afterMs = 0) => {
      if (afterMs > 0) later.set(issue, clock.now() + afterMs)
      else wakes.add(issue)
    },
    enqueueAttempt: async (key) => void attempts.set(JSON.stringify(key), key),
    errand: async () => {},
    dropAttempt: async (key) => void attempts.delete(JSON.stringify(key)),
    toolchains: () => named,
    freePlaces: async () => 0,
    work: async (given, _limits, toolchains) => {
      handlers = given
      named = toolchains?.named ?? []
    },
    stop: async () => {},
  }
  /** Does everything that waits now, and what follows from it. */
  const workOff = async (): Promise<void> => {
    for (;;) {
      const [issue] = wakes
      const [attempt] = attempts
      if (issue !== undefined) {
        // What wakes it meanwhile wakes it once more.
        wakes.delete(issue)
        later.delete(issue)
        await handlers?.reconcile(issue)
      } else if (attempt) {
        await handlers?.attempt(attempt[1], new AbortController().signal)
        attempts.delete(attempt[0])
      } else return
    }
  }
  return { queue, workOff }
}
