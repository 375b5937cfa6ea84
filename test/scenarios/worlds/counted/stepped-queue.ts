import type { IssueKey } from '../../../../src/domain/issue/issue.ts'
import { InstallationLimited } from '../../../../src/ports/forge-errors.ts'
import type { Queue, QueueHandlers } from '../../../../src/ports/queue.ts'
import type { AttemptKey } from '../../../../src/ports/store.ts'

/** A queue that works when it is told to, by a clock that moves when it is told to, and has so many places free for what nobody asks for. */
export function createSteppedQueue(
  clock: { readonly now: () => number },
  {
    places = 0,
    limited,
  }: { readonly places?: number; readonly limited: (error: InstallationLimited) => void },
) {
  const due = new Map<IssueKey, number>()
  const attempts = new Map<string, AttemptKey>()
  let handlers: QueueHandlers | undefined
  let named: readonly string[] = []
  const queue: Queue = {
    wake: async (issue, afterMs = 0) => {
      const at = clock.now() + afterMs
      due.set(issue, Math.min(at, due.get(issue) ?? at))
    },
    enqueueAttempt: async (key) => void attempts.set(JSON.stringify(key), key),
    errand: async () => {},
    dropAttempt: async (key) => void attempts.delete(JSON.stringify(key)),
    toolchains: () => named,
    freePlaces: async () => places,
    work: async (given, _limits, toolchains) => {
      handlers = given
      named = toolchains?.named ?? []
    },
    stop: async () => {},
  }
  /** Anything else that a look fails for is a mistake. */
  const isLimited = (error: unknown) => {
    if (!(error instanceof InstallationLimited)) throw error
    limited(error)
  }
  /** Does one thing that is due now; false where there is nothing. */
  const step = async (): Promise<boolean> => {
    const [issue] = [...due].find(([, at]) => at <= clock.now()) ?? []
    if (issue !== undefined) {
      due.delete(issue)
      await handlers?.reconcile(issue).catch(isLimited)
      return true
    }
    // All that wait write at the same time.
    const taken = [...attempts.values()]
    attempts.clear()
    await Promise.all(taken.map((key) => handlers?.attempt(key, new AbortController().signal)))
    return taken.length > 0
  }
  return {
    queue,
    step,
    nextAt: () => Math.min(...due.values()),
  }
}
