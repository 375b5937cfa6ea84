import type { ToolchainName } from '../domain/candidate/candidate.ts'
import type { Errand } from '../domain/errand.ts'
import type { IssueKey } from '../domain/issue/issue.ts'
import type { AttemptKey } from './store.ts'

export interface QueueHandlers {
  /** Never runs twice at once for one issue. Throwing loses nothing: the sweep wakes the issue again. */
  readonly reconcile: (issue: IssueKey) => Promise<void>
  /** Long: minutes. `signal` aborts when the worker shuts down. */
  readonly attempt: (key: AttemptKey, signal: AbortSignal) => Promise<void>
  /** Throwing has it done again a few times, later and later, unless the sweep has it done anyway. Without this none is done here. */
  readonly errand?: (errand: Errand) => Promise<void>
}

/** What a worker has to run agents with. */
export interface WorkersToolchains {
  /** Those of its toolchains file, in that order. */
  readonly named: readonly ToolchainName[]
  /** Those of them that can be started on its machine now. */
  runnable(): Promise<readonly ToolchainName[]>
}

/** Jobs, committed before a call returns. */
export interface Queue {
  /** Makes sure the issue is reconciled at least once after this call; coalesces with a wake still waiting. With `afterMs`, about then. */
  wake(issue: IssueKey, afterMs?: number): Promise<void>
  /** Has it done once by any worker; one that waits already stays what it is. */
  errand(errand: Errand): Promise<void>
  /** Does nothing where it waits or runs. With `needs` it waits for a worker that can run this toolchain. */
  enqueueAttempt(key: AttemptKey, needs?: ToolchainName): Promise<void>
  /** An attempt that no worker has begun is not wanted any more. */
  dropAttempt(key: AttemptKey): Promise<void>
  /** Starts taking jobs: so many of them at a time, and of attempts those for whose toolchains it has what they need; without `toolchains` all. */
  work(
    handlers: QueueHandlers,
    limits: { readonly reconciles: number; readonly attempts: number },
    toolchains?: WorkersToolchains,
  ): Promise<void>
  /** What the toolchains files of all workers name, as far as this one has heard. */
  toolchains(): readonly ToolchainName[]
  /** How many attempts more all workers could be at work on now; less than none where some wait. */
  freePlaces(): Promise<number>
  /**
   * Takes no further job, gives attempts back for another worker to begin, lets running reconciles finish (at most `graceMs`), and stops:
   * wakes are still written until `intake` has ended.
   */
  stop(graceMs: number, intake?: Promise<unknown>): Promise<void>
}
