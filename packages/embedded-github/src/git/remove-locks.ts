import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

/** Removes the lock files that killed git commands left on refs. Only for a repository that nothing else has open. */
export async function removeLocks(directory: string): Promise<void> {
  const refs = await readdir(join(directory, 'refs'), { recursive: true, withFileTypes: true })
  const locks = refs
    .filter((entry) => entry.isFile() && entry.name.endsWith('.lock'))
    .map((entry) => join(entry.parentPath, entry.name))
  for (const lock of [...locks, join(directory, 'packed-refs.lock')]) await rm(lock, { force: true })
}
