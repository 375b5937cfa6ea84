import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

const MAX_AGE_MS = 30 * 24 * 3_600_000
const MAX_BYTES = 2_000_000_000

/** Those that nothing was added to for 30 days, and the oldest ones where all together are larger than 2 GB. `now` in milliseconds. */
export async function removeOldTranscripts(folder: string, now: number, maxBytes = MAX_BYTES): Promise<void> {
  const names = await readdir(folder).catch(() => [])
  const found = await Promise.all(names.map((name) => sizeOf(join(folder, name))))
  const newestFirst = found.flatMap((one) => one ?? []).sort((a, b) => b.writtenAt - a.writtenAt)
  let bytes = 0
  const old = newestFirst.filter(({ writtenAt, size }) => {
    bytes += size
    return writtenAt < now - MAX_AGE_MS || bytes > maxBytes
  })
  for (const { path } of old) await rm(path, { force: true })
}

async function sizeOf(path: string) {
  const found = await stat(path).catch(() => undefined)
  return found?.isFile() ? { path, writtenAt: found.mtimeMs, size: found.size } : undefined
}
