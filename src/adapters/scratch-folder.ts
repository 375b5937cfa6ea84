import { mkdtemp, readdir, realpath, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type HeldLock, holdLock } from '@speculate-dev/system'
import { placeOfSocket } from './socket-place.ts'

const PREFIX = 'speculate-proof-'
const LOCK = 'held.lock'
/** A folder is made a moment before it is held. */
const YOUNG_MS = 60_000

/** Where trees of tests are made, and downloads lie while they are read. */
export interface ScratchFolder {
  readonly path: string
  remove(): Promise<void>
}

/** A new folder, which the kernel knows to be in use as long as this process lives. */
export async function makeScratchFolder(parent = tmpdir()): Promise<ScratchFolder> {
  const path = await realpath(await mkdtemp(join(parent, PREFIX)))
  const lock = holdLock(join(path, LOCK))
  return {
    path,
    async remove() {
      await rm(path, { recursive: true, force: true })
      lock?.release()
    },
  }
}

/** One in which a socket of that name can be listened to, wherever temporary files lie. */
export async function makeScratchForSocket(name: string): Promise<ScratchFolder> {
  return makeScratchFolder(placeOfSocket(await realpath(tmpdir()), join(`${PREFIX}XXXXXX`, name)))
}

/** Removes the folders of processes that were killed; what a living one works in stays. */
export async function removeLeftScratch(parent = tmpdir()): Promise<void> {
  const names = await readdir(parent).catch(() => [])
  for (const name of names.filter((one) => one.startsWith(PREFIX))) {
    const folder = join(parent, name)
    const lock = (await isOldAndOurs(folder)) ? lockOf(folder) : undefined
    if (lock === undefined) continue
    await rm(folder, { recursive: true, force: true }).catch(() => undefined)
    lock.release()
  }
}

async function isOldAndOurs(folder: string): Promise<boolean> {
  const found = await stat(folder).catch(() => undefined)
  if (!found?.isDirectory() || found.uid !== process.getuid?.()) return false
  return Date.now() - found.mtimeMs > YOUNG_MS
}

/** Undefined where somebody holds it, or it is not a lock of ours. */
function lockOf(folder: string): HeldLock | undefined {
  try {
    return holdLock(join(folder, LOCK))
  } catch {
    return undefined
  }
}
