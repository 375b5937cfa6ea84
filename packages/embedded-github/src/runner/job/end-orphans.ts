import { readdir, readFile } from 'node:fs/promises'

/** The variable that every process of a job inherits, also one that left the job's process group. */
export const TRACKING_VARIABLE = 'RUNNER_TRACKING_ID'

/**
 * Kills what a job left behind: GitHub's runner finds orphans the same way, by a variable in their environment. Only Linux tells
 * the environment of a process (`/proc`); elsewhere the process groups have to do.
 */
export async function endOrphans(trackingId: string): Promise<void> {
  const needle = `${TRACKING_VARIABLE}=${trackingId}`
  const names = await readdir('/proc').catch(() => [])
  const pids = names.filter((name) => /^\d+$/.test(name)).map(Number)
  await Promise.all(
    pids.map(async (pid) => {
      const environment = await readFile(`/proc/${pid}/environ`, 'latin1').catch(() => '')
      if (pid !== process.pid && environment.split('\0').includes(needle)) kill(pid)
    }),
  )
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // The process has ended meanwhile.
  }
}
