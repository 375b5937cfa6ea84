import { readFileSync } from 'node:fs'

/** Whether this thread may go on: counted in the time that the processor worked for it, because a busy machine is nobody's fault. */
export function limitWork(maxMs: number): () => boolean {
  const start = process.threadCpuUsage()
  return () => {
    const { user, system } = process.threadCpuUsage(start)
    return (user + system) / 1_000 < maxMs
  }
}

/** How long the processor has worked for a process, in milliseconds; undefined where the system does not tell. */
export function workedMs(pid: number | undefined): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name in parentheses may hold anything; the user's and the system's ticks are fields 14 and 15 (proc(5)).
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return (Number(fields[11]) + Number(fields[12])) * MS_PER_TICK
  } catch {
    return undefined
  }
}

/** Linux counts in hundredths of a second for programs, whatever its own clock is. */
const MS_PER_TICK = 10
