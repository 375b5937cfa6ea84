import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { holdLock } from '@speculate-dev/system'
import { readKept } from '../../../adapters/set-up/kept-set-up.ts'
import type { LeftFolder } from './find-left.ts'

/** What set-ups have made that is kept for the next run. */
export async function findSetUps(parent: string): Promise<LeftFolder[]> {
  const names = await readdir(parent).catch(() => [])
  const found = await Promise.all(names.sort().map((name) => lookAt(join(parent, name))))
  return found.filter((one) => one !== undefined)
}

async function lookAt(path: string): Promise<LeftFolder | undefined> {
  const kept = await readKept(path)
  if (kept === undefined) return undefined
  const stays = (await isHeld(join(path, 'work.lock'))) ? 'a run is at work on it' : undefined
  return { path, kind: 'set-up', stays, bytes: kept.kilobytes * 1_024, note: undefined }
}

async function isHeld(file: string): Promise<boolean> {
  if ((await lstat(file).catch(() => undefined)) === undefined) return false
  const lock = holdLock(file)
  lock?.release()
  return lock === undefined
}
