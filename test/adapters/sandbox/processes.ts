import { readdir, readFile } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'

/** Ids of processes with these words in their environment or arguments; none where there is no `/proc`. */
export async function processesWith(marker: string): Promise<string[]> {
  const found: string[] = []
  const names = await readdir('/proc').catch(() => [])
  for (const pid of names.filter((name) => /^\d+$/.test(name))) {
    const texts = ['environ', 'cmdline'].map((name) =>
      readFile(`/proc/${pid}/${name}`, 'utf8').catch(() => ''),
    )
    const [environment = '', argumentList = ''] = await Promise.all(texts)
    if (environment.includes(marker) || argumentList.includes(marker)) found.push(pid)
  }
  return found
}

/** Waits until there are none any more; throws when some stay. */
export async function noProcessWith(marker: string): Promise<void> {
  let found = await processesWith(marker)
  for (let look = 0; found.length > 0 && look < 100; look++) {
    await delay(100)
    found = await processesWith(marker)
  }
  if (found.length > 0) throw new Error(`${found.length} processes are left of ${marker}`)
}

/** Kills them, and those that they start meanwhile; throws when some stay. */
export async function killProcessesWith(marker: string): Promise<void> {
  let found = await processesWith(marker)
  for (let round = 0; found.length > 0 && round < 100; round++) {
    for (const pid of found) killIfAlive(Number(pid))
    await delay(25)
    found = await processesWith(marker)
  }
  if (found.length > 0) throw new Error(`${found.length} processes of ${marker} cannot be ended`)
}

function killIfAlive(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
}
