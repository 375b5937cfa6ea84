import type { IssueKey } from '../../src/domain/issue/issue.ts'
import type { Queue, QueueHandlers } from '../../src/ports/queue.ts'
import type { AttemptKey } from '../../src/ports/store.ts'

export interface MemoryQueue extends Queue {
  /** Resolves when nothing is running and nothing that could run is waiting. */
  idle(): Promise<void>
}

/** A queue in memory with the promises of the port. Jobs start in the order of their calls, in a later microtask. */
export function createMemoryQueue(onError: (error: unknown) => void = () => {}): MemoryQueue {
  const stopping = new AbortController()
  const reconciles = lane<IssueKey>()
  const attempts = lane<string>()
  const errands = lane<string>()
  let named: readonly string[] = []

  return {
    wake: async (issue, afterMs = 0) => {
      if (afterMs > 0) setTimeout(() => reconciles.add(issue), afterMs).unref()
      else reconciles.add(issue)
    },
    enqueueAttempt: async (key) => {
      if (!attempts.has(nameOf(key))) attempts.add(nameOf(key))
    },
    errand: async (errand) => {
      errands.add(JSON.stringify(errand))
    },
    dropAttempt: async (key) => attempts.drop(nameOf(key)),
    toolchains: () => named,
    freePlaces: async () => attempts.free(),
    work: async (handlers: QueueHandlers, limits, toolchains) => {
      named = toolchains?.named ?? []
      reconciles.start(limits.reconciles, (issue) => handlers.reconcile(issue), onError)
      const { errand } = handlers
      if (errand) errands.start(1, (one) => errand(JSON.parse(one)), onError)
      attempts.start(limits.attempts, (key) => handlers.attempt(attemptKey(key), stopping.signal), onError)
    },
    idle: async () => {
      while (reconciles.busy() || attempts.busy() || errands.busy())
        await Promise.all([reconciles.settled(), attempts.settled(), errands.settled()])
    },
    stop: async (graceMs) => {
      stopping.abort(new Error('the worker is shutting down'))
      reconciles.close()
      attempts.close()
      errands.close()
      const timer = Promise.withResolvers<void>()
      const handle = setTimeout(timer.resolve, graceMs)
      await Promise.race([Promise.all([reconciles.settled(), attempts.settled()]), timer.promise])
      clearTimeout(handle)
    },
  }
}

/** Keys that wait at most once and run at most once at a time, in order, so many at a time. */
function lane<Key>() {
  const waiting = new Set<Key>()
  const running = new Map<Key, Promise<void>>()
  let limit = 0
  let run: (key: Key) => Promise<void> = async () => {}
  let onError: (error: unknown) => void = () => {}

  const next = () => [...waiting].find((key) => !running.has(key))
  const pump = () => {
    for (let key = next(); key !== undefined && running.size < limit; key = next()) launch(key)
  }
  const launch = (key: Key) => {
    waiting.delete(key)
    const job = Promise.resolve()
      .then(() => run(key))
      .catch((error: unknown) => onError(error))
      .finally(() => {
        running.delete(key)
        pump()
      })
    running.set(key, job)
  }

  return {
    add(key: Key) {
      waiting.add(key)
      pump()
    },
    drop: (key: Key) => void waiting.delete(key),
    has: (key: Key) => waiting.has(key) || running.has(key),
    start(atOnce: number, work: typeof run, report: typeof onError) {
      limit = atOnce
      run = work
      onError = report
      pump()
    },
    close() {
      limit = 0
    },
    busy: () => running.size > 0,
    free: () => limit - running.size - waiting.size,
    settled: async () => {
      await Promise.all(running.values())
    },
  }
}

function nameOf({ speculation, candidate, number }: AttemptKey): string {
  return JSON.stringify([speculation, candidate, number])
}

function attemptKey(key: string): AttemptKey {
  const [speculation, candidate, number]: [string, string, number] = JSON.parse(key)
  return { speculation, candidate, number }
}
