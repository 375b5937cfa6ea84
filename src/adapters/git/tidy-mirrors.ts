import { readdir, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { withLock } from '@speculate-dev/system'
import { git } from './git.ts'
import { removeTree } from './remove-tree.ts'

const HOUR_MS = 3_600_000
const REMOVED_AFTER_MS = 30 * 24 * HOUR_MS
/** Longer than any attempt, whose work tree reads its objects from the mirror: git gets no answer from a pack that is taken away. */
const QUIET_MS = 6 * HOUR_MS
const MANY_PACKS = 50
/** Its time is when the mirror was used last. */
const USED = 'HEAD'

export async function markUsed(mirror: string): Promise<void> {
  const now = new Date()
  // Where there is no mirror yet it is about to be made.
  await utimes(join(mirror, USED), now, now).catch(() => undefined)
}

/**
 * Removes the clones in `mirrors` that nobody has used for 30 days, and makes one pack of many where nobody has for six hours: each base
 * commit was fetched by itself. `now` in milliseconds.
 */
export async function tidyMirrors(mirrors: string, now: number): Promise<void> {
  for (const owner of await entriesOf(mirrors))
    for (const name of await entriesOf(join(mirrors, owner))) {
      const mirror = join(mirrors, owner, name)
      if (await isQuiet(mirror, now)) await withLock(mirror, () => tidy(mirror, now))
    }
}

async function tidy(mirror: string, now: number): Promise<void> {
  if (!(await isQuiet(mirror, now))) return
  if (await isQuiet(mirror, now, REMOVED_AFTER_MS)) return removeAll(mirror)
  const files = await entriesOf(join(mirror, 'objects/pack'))
  if (files.filter((name) => name.endsWith('.pack')).length <= MANY_PACKS) return
  for (const command of [
    ['repack', '-a', '-d', '-q'],
    ['pack-refs', '--all'],
  ])
    await git(command, { gitDir: mirror, timeoutMs: 30 * 60_000 })
}

async function isQuiet(mirror: string, now: number, forMs = QUIET_MS): Promise<boolean> {
  const used = await stat(join(mirror, USED)).catch(() => undefined)
  return used !== undefined && used.mtimeMs < now - forMs
}

/** The folder itself stays, with the lock in it that somebody may wait for. What says that it is a repository goes first. */
async function removeAll(mirror: string): Promise<void> {
  const parts = (await entriesOf(mirror)).filter((name) => !name.endsWith('.lock'))
  for (const part of [USED, 'refs', ...parts]) await removeTree(join(mirror, part))
}

function entriesOf(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => [])
}
