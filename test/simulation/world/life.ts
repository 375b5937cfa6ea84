/** One process of the app. Once it is dead nothing that it waits for ever comes, and nothing that it does arrives anywhere. */
export interface Life {
  readonly number: number
  isAlive(): boolean
  end(): void
  /** Called at its end. */
  onEnd(listener: () => void): void
}

export function createLife(number: number): Life {
  let isAlive = true
  const listeners: (() => void)[] = []
  return {
    number,
    isAlive: () => isAlive,
    end: () => {
      isAlive = false
      for (const listener of listeners) listener()
    },
    onEnd: (listener) => void listeners.push(listener),
  }
}

/** What a dead process gets. */
export function nothingEver<T>(): Promise<T> {
  return new Promise(() => {})
}

/** What the call answers, while the process lives. */
export async function whileAlive<T>(life: Life, call: () => Promise<T>): Promise<T> {
  if (!life.isAlive()) return nothingEver()
  const [settled] = await Promise.allSettled([call()])
  if (!life.isAlive()) return nothingEver()
  if (settled.status === 'rejected') throw settled.reason
  return settled.value
}
