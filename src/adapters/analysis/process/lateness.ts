import { workedMs } from './work-limit.ts'

/** Whether a process has worked for longer than it may, or has had its time several times over without working for as long. */
export function lateness(pid: number | undefined, maxMs: number): () => boolean {
  const start = performance.now()
  const before = workedMs(pid)
  return () => {
    const passed = performance.now() - start - PATIENCE_MS
    const now = workedMs(pid)
    if (before === undefined || now === undefined) return passed > maxMs
    return now - before - PATIENCE_MS > maxMs || passed > maxMs * BUSY
  }
}

/** For starting the process, and for what it does between two looks at its limit. */
const PATIENCE_MS = 2_500
/** What a process may have to wait for others, as a multiple of its own work. */
const BUSY = 4
