import { type Clock, systemClock } from '@speculate-dev/system'

/** GitHub's time, as its answers tell it. */
export interface ForgeClock extends Clock {
  /** An answer with this `Date` has come, `tookMs` after the request for it. */
  hear(date: string, tookMs: number): void
}

/** The header has whole seconds. */
const STEP_MS = 1_000

/**
 * What is compared with GitHub's times, labels and closings, checks and their ends, has to be read from the same clock, and this machine's
 * may be minutes away from it, or be set while a run is under way. So between answers time goes on as long as it really takes, and each
 * answer says within which second GitHub was then. Until the first one the clock of this machine is all there is.
 */
export function createForgeClock(
  own: Clock = systemClock,
  elapsed: () => number = () => performance.now(),
): ForgeClock {
  /** What is to be added to the time that has really gone by. */
  let offset = own.now() - elapsed()
  let hasHeard = false
  return {
    now: () => Math.round(offset + elapsed()),
    hear(date, tookMs) {
      const earliest = Date.parse(date) - elapsed()
      if (Number.isNaN(earliest)) return
      // The answer was written at some moment between the request and now.
      const latest = earliest + STEP_MS + tookMs
      offset = hasHeard ? Math.min(latest, Math.max(earliest, offset)) : earliest
      hasHeard = true
    },
  }
}
