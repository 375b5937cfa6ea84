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

/** Of the places, one key has at most `perKey` at a time: fewer than all of them leave some for whoever comes next. */
export function createLimiter(limit: number, perKey = limit): Limiter {
  let free = limit
  const taken = new Map<string, number>()
  const line = createLine()
  const takenBy = (key: string) => taken.get(key) ?? 0
  const count = (key: string, change: 1 | -1) => {
    free -= change
    const now = takenBy(key) + change
    if (now === 0) taken.delete(key)
    else taken.set(key, now)
  }
  const next = () => (free > 0 ? line.next((key) => takenBy(key) < perKey) : undefined)
  const serve = () => {
    for (let one = next(); one; one = next()) {
      count(one.key, 1)
      one.start()
    }
  }
  const place = (key: string) => {
    let isMine = true
    return () => {
      if (!isMine) return
      isMine = false
      count(key, -1)
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
          resolve(place(key))
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
    /** Takes the next one out of the line, of those whose key may have another place. */
    next(mayHave: (key: string) => boolean): Waiting | undefined {
      const next = [...waiting]
        .filter(({ key }) => mayHave(key))
        .reduce<Waiting | undefined>(
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
