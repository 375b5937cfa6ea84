import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { holdLock } from '@speculate-dev/system'
import { type RunNote, readRunNote } from '../kept/run-note.ts'
import { RUN_LOCK } from './run-lock.ts'

/** A folder that runs have left. */
export interface LeftFolder {
  readonly path: string
  /**
   * `kept`: branches, patches and log. `unfinished`: what a run works in, left by one that was killed. `set-up`: what a set-up has made,
   * for the next run.
   */
  readonly kind: 'kept' | 'unfinished' | 'set-up'
  /** Why it stays; undefined where it can go. */
  readonly stays: string | undefined
  readonly bytes: number
  readonly note: RunNote | undefined
}

/** Everything of this user that runs of `try` and `demo` have left in `parent`. Times in milliseconds. */
export async function findLeft(parent: string, now: number): Promise<LeftFolder[]> {
  const names = (await readdir(parent)).filter((name) => NAME.test(name)).sort()
  const found = await Promise.all(names.map((name) => lookAt(join(parent, name), now)))
  return found.filter((one) => one !== undefined)
}

const NAME = /^speculate-(?:try|run|demo)-[A-Za-z0-9]{6}$/
const DAY_MS = 86_400_000

async function lookAt(path: string, now: number): Promise<LeftFolder | undefined> {
  const info = await lstat(path).catch(() => undefined)
  if (!info?.isDirectory() || info.uid !== process.getuid?.()) return undefined
  const kind = /speculate-try-\w+$/.test(path) ? 'kept' : 'unfinished'
  const note = kind === 'kept' ? await readRunNote(path) : undefined
  const life = await lifeOf(kind === 'kept' ? note?.run : path)
  const isOld = now - info.mtimeMs > DAY_MS
  const stays =
    life === 'alive'
      ? 'its run is still going on'
      : life === 'unknown' && !isOld
        ? 'it is less than a day old, and nothing shows whether its run is over'
        : undefined
  return { path, kind, stays, bytes: await bytesIn(path), note }
}

/** Of the run that has its own folder there. */
async function lifeOf(folder: string | undefined): Promise<'alive' | 'over' | 'unknown'> {
  if (folder === undefined) return 'unknown'
  if ((await lstat(folder).catch(() => undefined)) === undefined) return 'over'
  const file = join(folder, RUN_LOCK)
  // Not made here: whoever has just made the folder is about to do it.
  if ((await lstat(file).catch(() => undefined)) === undefined) return 'unknown'
  const lock = holdLock(file)
  lock?.release()
  return lock === undefined ? 'alive' : 'over'
}

async function bytesIn(path: string): Promise<number> {
  const entries = await readdir(path, { withFileTypes: true }).catch(() => [])
  const sizes = entries.map(async (entry) => {
    const inside = join(path, entry.name)
    if (entry.isDirectory()) return bytesIn(inside)
    return (await lstat(inside).catch(() => undefined))?.size ?? 0
  })
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
}
