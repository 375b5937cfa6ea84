import type { IssueKey } from '../domain/issue/issue.ts'
import type { AttemptKey } from './store.ts'

export interface QueueHandlers {
  /** Never runs twice at once for one issue. Throwing loses nothing: the sweep wakes the issue again. */
  readonly reconcile: (issue: IssueKey) => Promise<void>
  /** Long: minutes. `signal` aborts when the worker shuts down. */
  readonly attempt: (key: AttemptKey, signal: AbortSignal) => Promise<void>
}

/** Jobs, committed before a call returns. */
export interface Queue {
  /** Makes sure the issue is reconciled at least once after this call; coalesces with a wake still waiting. With `afterMs`, about then. */
  wake(issue: IssueKey, afterMs?: number): Promise<void>
  enqueueAttempt(key: AttemptKey): Promise<void>
  /** Starts taking jobs: `attempts` of them at a time. */
  work(
    handlers: QueueHandlers,
    limits: { readonly reconciles: number; readonly attempts: number },
  ): Promise<void>
  /**
   * Takes no further job, gives attempts back for another worker to begin, lets running reconciles finish (at most `graceMs`), and stops:
   * wakes are still written until `intake` has ended.
   */
  stop(graceMs: number, intake?: Promise<unknown>): Promise<void>
}
