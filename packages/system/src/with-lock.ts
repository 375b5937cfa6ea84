import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { holdLock } from './hold-lock.ts'
import { pause } from './pause.ts'

const FIRST_PAUSE_MS = 50
const LONGEST_PAUSE_MS = 500
const inThisProcess = new Map<string, Promise<unknown>>()

/**
 * Runs `work` while no other work of this or any other process holds the lock on `directory`, which is created. Throws the signal's reason
 * where that aborts before the work has begun.
 */
export async function withLock<T>(
  directory: string,
  work: () => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const before = inThisProcess.get(directory) ?? Promise.resolve()
  const mine = before.then(() => acrossProcesses(directory, work, signal))
  const settled = mine.catch(() => undefined)
  inThisProcess.set(directory, settled)
  try {
    return await mine
  } finally {
    if (inThisProcess.get(directory) === settled) inThisProcess.delete(directory)
  }
}

async function acrossProcesses<T>(
  directory: string,
  work: () => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  await mkdir(directory, { recursive: true })
  const file = join(directory, 'work.lock')
  let lock = holdLock(file)
  for (let ms = FIRST_PAUSE_MS; lock === undefined; ms = Math.min(2 * ms, LONGEST_PAUSE_MS)) {
    signal?.throwIfAborted()
    await pause(ms)
    lock = holdLock(file)
  }
  try {
    return await work()
  } finally {
    lock.release()
  }
}
