import type { PendingWork } from './virtual-time.ts'

/** Requests for files, by the names that Node gives them. */
const FILES = /^(?:FS|FileHandle|Close)/

/** Files are read by other threads of this process: time waits for them. */
export const pendingFiles: PendingWork = {
  isPending: () => process.getActiveResourcesInfo().some((name) => FILES.test(name)),
}
