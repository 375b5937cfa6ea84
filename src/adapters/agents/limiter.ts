export interface Limiter {
  /**
   * Resolves with what must be called at the end, as soon as there is room; `onWait` is told when that is not at once.
   * Rejects with the signal's reason when it is aborted first.
   */
  enter(signal: AbortSignal, onWait: () => void): Promise<() => void>
}

/** At most `limit` at the same time, in the order of arrival. */
export function createLimiter(limit: number): Limiter {
  let inside = 0
  const waiting: (() => void)[] = []
  // The place is handed on: whoever comes in between cannot take it.
  const leave = () => {
    const next = waiting.shift()
    if (next === undefined) inside -= 1
    else next()
  }
  return {
    async enter(signal, onWait) {
      signal.throwIfAborted()
      if (inside < limit) {
        inside += 1
        return leave
      }
      onWait()
      await turn(waiting, signal)
      return leave
    },
  }
}

function turn(waiting: (() => void)[], signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const called = () => {
      signal.removeEventListener('abort', gone)
      resolve()
    }
    const gone = () => {
      waiting.splice(waiting.indexOf(called), 1)
      reject(signal.reason)
    }
    waiting.push(called)
    signal.addEventListener('abort', gone, { once: true })
  })
}
