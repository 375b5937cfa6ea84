import { DatabaseSync } from 'node:sqlite'

export interface HeldLock {
  release(): void
}

/**
 * Takes an exclusive lock on the file at `path` (created when missing), or answers undefined when somebody holds it.
 *
 * SQLite is used for nothing but its file lock: the kernel drops it the moment the process dies, however it dies. A lock
 * file with a process id or a time stamp would have to be guessed stale: ids are reused, and a holder that is busy for a
 * few seconds (the embedded database is, while it is created) would look dead and lose its data to the second opener.
 * Nothing else in this process may open the file: closing it would drop the lock (https://sqlite.org/howtocorrupt.html, 2.2).
 */
export function holdLock(path: string): HeldLock | undefined {
  const file = new DatabaseSync(path, { timeout: 0 })
  try {
    file.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE')
  } catch (error) {
    file.close()
    if (isBusy(error)) return undefined
    throw error
  }
  return { release: () => file.close() }
}

const SQLITE_BUSY = 5

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY
}
