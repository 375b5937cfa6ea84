/** Places for so many at the same time; the others wait in line. */
export interface Limiter {
  /**
   * Resolves with what gives the place back, which may be called twice; rejects with the signal's reason when that aborts first.
   * Whoever waits is served in turn by `key`, so that one with much to do keeps nobody else waiting; without keys, in the order of
   * arrival. `onWait` is called when there is no place at once.
   */
  take(signal: AbortSignal, options?: TakeOptions): Promise<() => void>
}

interface TakeOptions {
  readonly key?: string
  readonly onWait?: () => void
}

interface Waiting {
  readonly key: string
  readonly start: () => void
}

export function createLimiter(limit: number): Limiter {
  let free = limit
  const line = createLine()
  const serve = () => {
    for (let next = line.next(free); next; next = line.next(free)) {
      free -= 1
      next.start()
    }
  }
  const place = () => {
    let isMine = true
    return () => {
      if (!isMine) return
      isMine = false
      free += 1
      serve()
    }
  }
  return {
    take(signal, { key = '', onWait } = {}) {
      if (signal.aborted) return Promise.reject(signal.reason)
      return new Promise((resolve, reject) => {
        const leave = () => {
          line.leave(mine)
          reject(signal.reason)
        }
        const start = () => {
          signal.removeEventListener('abort', leave)
          resolve(place())
        }
        const mine: Waiting = { key, start }
        signal.addEventListener('abort', leave, { once: true })
        line.join(mine)
        serve()
        if (line.holds(mine)) onWait?.()
      })
    },
  }
}

/** Who waits. The key that was served longest ago goes first. */
function createLine() {
  let turn = 0
  const waiting = new Set<Waiting>()
  const served = new Map<string, number>()
  return {
    join: (one: Waiting) => waiting.add(one),
    leave: (one: Waiting) => waiting.delete(one),
    holds: (one: Waiting) => waiting.has(one),
    /** Takes the next one out of the line, if a place is free for it. */
    next(free: number): Waiting | undefined {
      if (free <= 0) return undefined
      const next = [...waiting].reduce<Waiting | undefined>(
        (best, one) => (!best || (served.get(one.key) ?? 0) < (served.get(best.key) ?? 0) ? one : best),
        undefined,
      )
      if (!next) return undefined
      waiting.delete(next)
      turn += 1
      served.set(next.key, turn)
      return next
    },
  }
}
