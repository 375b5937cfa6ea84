/** At most so many at the same time; the others wait in line. */
export interface Slots {
  /** Resolves to what frees the slot again. Rejects when the signal is aborted while waiting. */
  take(signal: AbortSignal): Promise<() => void>
}

export function createSlots(count: number): Slots {
  let free = count
  const waiting = new Set<() => void>()
  const release = () => {
    const [next] = waiting
    if (next === undefined) free += 1
    else next()
  }
  return {
    take(signal) {
      signal.throwIfAborted()
      if (free > 0) {
        free -= 1
        return Promise.resolve(once(release))
      }
      return new Promise((resolve, reject) => {
        const enter = () => {
          waiting.delete(enter)
          signal.removeEventListener('abort', leave)
          resolve(once(release))
        }
        const leave = () => {
          waiting.delete(enter)
          reject(signal.reason)
        }
        waiting.add(enter)
        signal.addEventListener('abort', leave, { once: true })
      })
    },
  }
}

function once(act: () => void): () => void {
  let done = false
  return () => {
    if (!done) act()
    done = true
  }
}
