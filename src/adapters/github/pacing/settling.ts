export interface Settling {
  /** Resolves when all that has come up until now is settled. */
  now(): Promise<void>
  /** At the latest then. Where somebody waits for it, the process stays alive until then. */
  after(ms: number, why: { readonly isAwaited: boolean }): void
  /** Drops what was meant for later. */
  cancel(): void
}

/** Calls `settleOnce` when it is asked to: never twice at once, and once for all that comes up in the same moment. */
export function createSettling(settleOnce: () => Promise<void>): Settling {
  let running: Promise<void> | undefined
  let isAskedAgain = false
  let timer: NodeJS.Timeout | undefined

  const cancel = () => {
    clearTimeout(timer)
    timer = undefined
  }
  const settleAll = async () => {
    // Whatever else comes up in this moment is settled together.
    await Promise.resolve()
    while (isAskedAgain) {
      isAskedAgain = false
      cancel()
      await settleOnce()
    }
    running = undefined
  }
  const now = () => {
    isAskedAgain = true
    running ??= settleAll()
    return running
  }
  return {
    now,
    after(ms, { isAwaited }) {
      timer ??= setTimeout(now, ms).unref()
      if (isAwaited) timer.ref()
    },
    cancel,
  }
}
