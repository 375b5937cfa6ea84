/** Something that happens at its time. */
interface Timer {
  readonly at: number
  readonly run: () => unknown
}

export interface Timers {
  add(at: number, run: () => unknown): Handle
  /** The earliest that is due by then; it is taken out. */
  takeDue(until: number): Timer | undefined
  readonly setTimeout: (run: (...given: unknown[]) => void, ms?: number, ...given: unknown[]) => Handle
  readonly setInterval: (run: (...given: unknown[]) => void, ms?: number, ...given: unknown[]) => Handle
  readonly clear: (handle: unknown) => void
}

/** What stands for a timer of Node. */
interface Handle {
  ref(): Handle
  unref(): Handle
  hasRef(): boolean
  refresh(): Handle
  [Symbol.dispose](): void
}

interface Waiting extends Timer {
  readonly handle: Handle
  isCleared: boolean
}

/** Says whether whoever sets a timer now is still there, then and later. */
export type Setter = () => () => boolean

/** Kept in the order of their time, and of their setting within a moment. An interval ends with who has set it. */
export function createTimers(now: () => number, setter: Setter): Timers {
  const waiting: Waiting[] = []
  const byHandle = new WeakMap<object, Waiting>()
  const insert = (one: Waiting) => {
    let [low, high] = [0, waiting.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((waiting[middle]?.at ?? 0) > one.at) low = middle + 1
      else high = middle
    }
    // The next one is the last of the list; of the same time, the one that was set first.
    waiting.splice(low, 0, one)
    byHandle.set(one.handle, one)
  }
  const clear = (handle: unknown) => {
    const one = typeof handle === 'object' && handle !== null ? byHandle.get(handle) : undefined
    if (one) one.isCleared = true
  }
  const handleOf = (again: () => void): Handle => {
    const handle: Handle = {
      ref: () => handle,
      unref: () => handle,
      hasRef: () => true,
      refresh: () => {
        again()
        return handle
      },
      [Symbol.dispose]: () => clear(handle),
    }
    return handle
  }
  const add = (at: number, run: () => unknown, given?: Handle): Handle => {
    const handle = given ?? handleOf(() => {})
    insert({ at, run, handle, isCleared: false })
    return handle
  }
  return {
    add: (at, run) => add(at, run),
    takeDue(until) {
      for (let next = waiting.at(-1); next !== undefined && next.at <= until; next = waiting.at(-1)) {
        waiting.pop()
        if (!next.isCleared) return next
      }
      return undefined
    },
    setTimeout: (run, ms = 0, ...given) => {
      // Nobody waits for what it answers.
      const ring = () => void run(...given)
      const handle = handleOf(() => {
        clear(handle)
        add(now() + Math.max(1, ms || 1), ring, handle)
      })
      return add(now() + Math.max(1, ms || 1), ring, handle)
    },
    setInterval: (run, ms = 0, ...given) => {
      const handle = handleOf(() => {})
      const isThere = setter()
      const again = () => {
        if (!isThere()) return
        add(now() + Math.max(1, ms || 1), again, handle)
        run(...given)
      }
      return add(now() + Math.max(1, ms || 1), again, handle)
    },
    clear,
  }
}
