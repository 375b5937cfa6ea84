import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { type HeldLock, holdLock } from '@speculate-dev/system'

/**
 * Records which process works on what, among processes that share a directory: the kernel knows, even after one of
 * them was killed.
 */
export interface Leases {
  /**
   * Until `end`, or the end of this process. Waits while something of that name is being removed; throws when another process holds it.
   */
  begin(name: string): Promise<void>
  end(name: string): Promise<void>
  /** Does `work` unless this or another process has begun something of that name. */
  unlessHeld(name: string, work: () => Promise<void>): Promise<void>
}

const TRIES = 100
const PAUSE_MS = 100

/**
 * Locks by file. They are kept for the whole process and not in a `Leases`, because a lock that nothing refers to is released when it
 * is garbage-collected.
 */
const held = new Map<string, HeldLock>()
/** Those that this process is waiting for: what holds them already must not be waited for a second time. */
const beginning = new Map<string, Promise<void>>()

/** `directory` holds one small file per lease. */
export function createLeases(directory: string): Leases {
  const fileOf = (name: string) => join(directory, `${name}.lock`)
  const take = async (name: string) => {
    await mkdir(directory, { recursive: true })
    return holdLock(fileOf(name))
  }
  // The file is removed while it is still locked, so that nobody else holds a lock on a file that has lost its name.
  const give = async (name: string, lock: HeldLock) => {
    await rm(fileOf(name), { force: true })
    lock.release()
  }
  const waitFor = async (name: string) => {
    for (let tried = 0; tried < TRIES; tried++) {
      const lock = await take(name)
      if (lock !== undefined) return void held.set(fileOf(name), lock)
      await delay(PAUSE_MS)
    }
    throw new Error(`another process works on ${name}`)
  }
  return {
    async begin(name) {
      const file = fileOf(name)
      if (held.has(file)) return
      const begun = beginning.get(file) ?? waitFor(name).finally(() => beginning.delete(file))
      beginning.set(file, begun)
      await begun
    },
    async end(name) {
      const lock = held.get(fileOf(name))
      if (lock === undefined) return
      held.delete(fileOf(name))
      await give(name, lock)
    },
    async unlessHeld(name, work) {
      const lock = held.has(fileOf(name)) ? undefined : await take(name)
      if (lock === undefined) return
      try {
        await work()
      } finally {
        await give(name, lock)
      }
    },
  }
}
