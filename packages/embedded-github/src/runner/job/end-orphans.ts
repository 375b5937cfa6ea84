import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { pause } from '@speculate-dev/system'

/** The variable that every process of a job inherits, also one that left the job's process group. */
export const TRACKING_VARIABLE = 'RUNNER_TRACKING_ID'

/** Who starts processes faster than they are found is given up. */
const MOST_LOOKS = 100
const LOOK_MS = 2
/** Longer than any process takes to become another program. */
const LOOKS_AT_ONE = 5

/**
 * Kills what a job left behind: GitHub's runner finds orphans the same way, by a variable in their environment. Only Linux tells
 * the environment of a process (`/proc`), from memory: waiting for it costs more than reading it. Elsewhere the process groups have to do.
 * Resolves when a look finds nobody: one that is found may have started another since the list was read.
 */
export async function endOrphans(trackingId: string): Promise<void> {
  const needle = `${TRACKING_VARIABLE}=${trackingId}`
  for (let look = 0; look < MOST_LOOKS; look += 1) {
    const others = processes().filter((pid) => pid !== process.pid)
    const seen = others.map((pid) => ({ pid, environment: environmentOf(pid) }))
    const between = await afterwards(seen.filter(isBecomingAnother))
    const found = [...seen, ...between].filter(({ environment }) => environment?.includes(needle))
    for (const { pid } of found) kill(pid)
    if (found.length === 0) return
    await pause(LOOK_MS)
  }
}

interface SeenProcess {
  readonly pid: number
  /** Undefined where it is another user's, or the process has ended. */
  readonly environment: readonly string[] | undefined
}

/** What they have become. */
async function afterwards(between: readonly SeenProcess[]): Promise<readonly SeenProcess[]> {
  let now = between
  for (let look = 0; look < LOOKS_AT_ONE && now.some(isBecomingAnother); look += 1) {
    await pause(LOOK_MS)
    now = now.map(({ pid }) => ({ pid, environment: environmentOf(pid) }))
  }
  return now
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

/** While a process becomes another program (`execve`), its environment reads as empty. Threads of the kernel are no program. */
function isBecomingAnother({ pid, environment }: SeenProcess): boolean {
  if (environment === undefined || environment.join('') !== '') return false
  try {
    return readlinkSync(`/proc/${pid}/exe`) !== ''
  } catch {
    return false
  }
}

function environmentOf(pid: number): SeenProcess['environment'] {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0')
  } catch {
    return undefined
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // The process has ended meanwhile.
  }
}
