import { mkdir } from 'node:fs/promises'
import lockfile from 'proper-lockfile'

const inThisProcess = new Map<string, Promise<unknown>>()

/** Runs `work` while no other work of this or any other process holds the lock on `directory`, which is created. */
export async function withLock<T>(directory: string, work: () => Promise<T>): Promise<T> {
  const before = inThisProcess.get(directory) ?? Promise.resolve()
  const mine = before.then(() => acrossProcesses(directory, work))
  const settled = mine.catch(() => undefined)
  inThisProcess.set(directory, settled)
  try {
    return await mine
  } finally {
    if (inThisProcess.get(directory) === settled) inThisProcess.delete(directory)
  }
}

async function acrossProcesses<T>(directory: string, work: () => Promise<T>): Promise<T> {
  await mkdir(directory, { recursive: true })
  const release = await lockfile.lock(directory, {
    stale: 30_000,
    retries: { retries: 2_000, minTimeout: 50, maxTimeout: 500 },
    // A process that slept too long loses its lock. Two fetches at once cost time, not data: git locks its own files.
    onCompromised: () => undefined,
  })
  try {
    return await work()
  } finally {
    await release().catch(() => undefined)
  }
}
