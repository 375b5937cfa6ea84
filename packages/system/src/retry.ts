import { pause } from './pause.ts'

interface RetryOptions {
  /** How long after each failure. */
  readonly everyMs: number
  /** Whether it is worth another try, after so many tries. */
  readonly mayRetry: (error: unknown, tries: number) => boolean
}

/** Calls again what has failed, while `mayRetry` says so; then throws the last error. */
export async function retry<T>(call: () => Promise<T>, { everyMs, mayRetry }: RetryOptions): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await call()
    } catch (error) {
      if (!mayRetry(error, tries)) throw error
      await pause(everyMs)
    }
  }
}
