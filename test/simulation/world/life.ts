import { AsyncLocalStorage } from 'node:async_hooks'

/** One process of the app. Once it is dead nothing that it waits for ever comes, and nothing that it does arrives anywhere. */
export interface Life {
  readonly number: number
  isAlive(): boolean
  /** Does it as this process: what it begins at intervals ends with it. */
  run<T>(work: () => T): T
  end(): void
  /** Called at its end. */
  onEnd(listener: () => void): void
}

const running = new AsyncLocalStorage<Life>()

/** Whether whoever asks may still do anything: no process, or one that lives. */
export function livesNow(): () => boolean {
  return running.getStore()?.isAlive ?? always
}

const always = () => true

export function createLife(number: number): Life {
  let isAlive = true
  const listeners: (() => void)[] = []
  const life: Life = {
    number,
    isAlive: () => isAlive,
    run: (work) => running.run(life, work),
    end: () => {
      isAlive = false
      for (const listener of listeners) listener()
    },
    onEnd: (listener) => void listeners.push(listener),
  }
  return life
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
