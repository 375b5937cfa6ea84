import { chmodSync, mkdtempSync, readFileSync, rmSync, statfsSync } from 'node:fs'
import { join } from 'node:path'

/** Where Linux keeps files in memory. */
const MEMORY = '/dev/shm'
const NEEDED_BYTES = 2 ** 31

/**
 * A folder for all that the tests write: repositories and databases are thousands of small files that nobody keeps, and half of what
 * they cost is the disk. It goes with the process that asked. None where the machine has no such place, little of it, or where nothing
 * in it may be started; and none where somebody has chosen a place.
 */
export function folderInMemory(): string | undefined {
  if (process.env.TMPDIR !== undefined || !isFit()) return undefined
  const folder = mkdtempSync(join(MEMORY, 'speculate-tests-'))
  // A server that root starts runs as an ordinary user, who has to come past here.
  chmodSync(folder, 0o711)
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  return folder
}

function isFit(): boolean {
  try {
    const mounted = readFileSync('/proc/mounts', 'utf8').split('\n')
    const options = mounted
      .find((line) => line.split(' ')[1] === MEMORY)
      ?.split(' ')[3]
      ?.split(',')
    const { bavail, bsize } = statfsSync(MEMORY)
    return options !== undefined && !options.includes('noexec') && bavail * bsize > NEEDED_BYTES
  } catch {
    return false
  }
}
