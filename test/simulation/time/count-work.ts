import { webcrypto } from 'node:crypto'
import type { PendingWork } from './virtual-time.ts'

export interface CountedWork extends PendingWork {
  /** Something was begun. */
  note(): void
  giveBack(): void
}

/** Requests for files, by the names that Node gives them. */
const FILES = /^(?:FS|FileHandle|Close)/

/** Tokens of the App are signed, and logs of jobs are read, by other threads of this process: time waits for them. */
export function countWork(): CountedWork {
  let seen = 0
  let pending = 0
  const { subtle } = webcrypto
  const begun = ['importKey', 'sign', 'verify', 'digest'] as const
  const before = begun.map((name) => [name, subtle[name]] as const)
  for (const [name, call] of before) {
    const counted = async (...given: unknown[]) => {
      pending += 1
      seen += 1
      try {
        return await Reflect.apply(call, subtle, given)
      } finally {
        pending -= 1
        seen += 1
      }
    }
    Object.defineProperty(subtle, name, { value: counted, configurable: true, writable: true })
  }
  return {
    seen: () => seen,
    isPending: () => pending > 0 || process.getActiveResourcesInfo().some((name) => FILES.test(name)),
    note: () => {
      seen += 1
    },
    giveBack: () => {
      for (const [name] of before) Reflect.deleteProperty(subtle, name)
    },
  }
}
