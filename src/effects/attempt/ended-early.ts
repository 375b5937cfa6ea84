import type { AttemptUsage, FailedAttempt } from '../../domain/candidate/attempt.ts'
import { failed } from './run-agent.ts'
import type { RunningAttempt } from './run-attempt.ts'

interface EarlyEnd {
  readonly late: AbortSignal
  /** The reason given when the time was up. */
  readonly timedOut: string
  readonly usage: AttemptUsage
}

/**
 * The outcome of test runs that were stopped. Rethrows where the worker is shutting down, or where nobody ended them.
 */
export function endedEarly(
  error: unknown,
  { signal, cancelled }: RunningAttempt,
  { late, timedOut, usage }: EarlyEnd,
): FailedAttempt {
  if (signal.aborted) throw error
  if (cancelled.aborted) return failed('cancelled', 'its result is no longer needed', usage)
  if (late.aborted) return failed('timed-out', timedOut, usage)
  throw error
}
