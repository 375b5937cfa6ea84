import { pause } from '@speculate-dev/system'
import { formatSeconds } from '../../../messages/numbers.ts'

/** What was done about a limit of the provider: `told` goes after the reason that the call was refused for. */
type LimitAnswer =
  | { readonly kind: 'ask-again' }
  | { readonly kind: 'pass-on'; readonly told: string | undefined }

/** The waits of one attempt for limits of its provider. */
export interface LimitWait {
  /** Waits as long as is asked, where that may be. Rejects with the reason of `signal` when that aborts. */
  meet(asked: AskedWait, signal: AbortSignal): Promise<LimitAnswer>
  /** What goes after the reason of an attempt's end; undefined where nothing was waited for. */
  told(): string | undefined
}

interface AskedWait {
  readonly status: number
  /** Undefined: the provider did not say how long. */
  readonly ms: number | undefined
}

export interface LimitWaitOptions {
  /** When the attempt is over, in the milliseconds of `performance.now()`, which nobody sets; undefined where no clock ends it. */
  readonly endsAt: number | undefined
  readonly mostMs: number
  /** One line of what the attempt is doing. */
  readonly onProgress: (line: string) => void
}

/**
 * One wait for each attempt, which all calls share that are refused until it is over. Whoever is refused after it has its answer as it
 * is: agents have ways of their own to go on, and an attempt is not to spend its time on waiting.
 */
export function createLimitWait({ endsAt, mostMs, onProgress }: LimitWaitOptions): LimitWait {
  let wait: { readonly since: number; readonly until: number } | undefined
  const told = () => {
    if (wait === undefined) return undefined
    const seconds = (Math.min(wait.until, performance.now()) - wait.since) / 1_000
    return `the gateway had waited ${formatSeconds(seconds)} for a limit of the provider, as that asked`
  }
  return {
    told,
    async meet({ status, ms }, signal) {
      const now = performance.now()
      const shared = wait !== undefined && now < wait.until ? wait : undefined
      if (shared === undefined && (wait !== undefined || ms === undefined))
        return { kind: 'pass-on', told: told() }
      const until = shared?.until ?? now + (ms ?? 0)
      const tooLong = whyNot(until - now, { left: (endsAt ?? Number.POSITIVE_INFINITY) - now, mostMs })
      if (tooLong !== undefined) return { kind: 'pass-on', told: tooLong }
      if (shared === undefined) {
        wait = { since: now, until }
        onProgress(
          `waits ${formatSeconds((until - now) / 1_000)} for a limit of the model's provider (${status})`,
        )
      }
      await pause(until - now, signal)
      signal.throwIfAborted()
      if (shared === undefined) onProgress('the wait is over; the model is asked again')
      return { kind: 'ask-again' }
    },
  }
}

function whyNot(ms: number, { left, mostMs }: { left: number; mostMs: number }): string | undefined {
  const asks = `the provider asks to wait ${formatSeconds(ms / 1_000)}`
  if (ms > mostMs) return `${asks}, and no more than ${formatSeconds(mostMs / 1_000)} are waited`
  return ms < left ? undefined : `${asks}, which is more than the attempt has left`
}
