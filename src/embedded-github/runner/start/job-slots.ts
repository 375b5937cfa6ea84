/** Places for running jobs. Whoever waits is served in turn by key, so that one pull request cannot keep the others waiting. */
export interface JobSlots {
  /** Resolves with the function that gives the place back; rejects when the signal aborts first. */
  take(key: string, signal: AbortSignal): Promise<() => void>
}

interface Waiting {
  readonly key: string
  readonly signal: AbortSignal
  readonly start: () => void
}

export function createJobSlots(limit: number): JobSlots {
  let free = limit
  let waiting: Waiting[] = []
  /** Keys in the order they were served last; the least recently served goes first. */
  const served = new Map<string, number>()
  let turn = 0

  const serve = () => {
    while (free > 0) {
      const next = waiting.reduce<Waiting | undefined>(
        (best, one) => (!best || (served.get(one.key) ?? 0) < (served.get(best.key) ?? 0) ? one : best),
        undefined,
      )
      if (!next) return
      waiting = waiting.filter((one) => one !== next)
      free -= 1
      turn += 1
      served.set(next.key, turn)
      next.start()
    }
  }
  const giveBack = () => {
    free += 1
    serve()
  }
  return {
    take: (key, signal) =>
      new Promise((resolve, reject) => {
        const leave = () => {
          waiting = waiting.filter((one) => one !== mine)
          reject(signal.reason)
        }
        const start = () => {
          signal.removeEventListener('abort', leave)
          resolve(giveBack)
        }
        const mine: Waiting = { key, signal, start }
        if (signal.aborted) return reject(signal.reason)
        signal.addEventListener('abort', leave, { once: true })
        waiting.push(mine)
        serve()
      }),
  }
}
