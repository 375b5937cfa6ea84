import { readdirSync, readFileSync } from 'node:fs'

/** The variable that every process of a job inherits, also one that left the job's process group. */
export const TRACKING_VARIABLE = 'RUNNER_TRACKING_ID'

/**
 * Kills what a job left behind: GitHub's runner finds orphans the same way, by a variable in their environment. Only Linux tells
 * the environment of a process (`/proc`), from memory: waiting for it costs more than reading it. Elsewhere the process groups have to do.
 */
export function endOrphans(trackingId: string): void {
  const needle = `${TRACKING_VARIABLE}=${trackingId}`
  for (const pid of processes()) {
    if (pid !== process.pid && environmentOf(pid).includes(needle)) kill(pid)
  }
}

function processes(): readonly number[] {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number)
  } catch {
    return []
  }
}

/** Empty where it is another user's, or the process has ended. */
function environmentOf(pid: number): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0')
  } catch {
    return []
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // The process has ended meanwhile.
  }
}
