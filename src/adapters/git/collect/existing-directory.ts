import { lstat, realpath } from 'node:fs/promises'
import { Uncollectable } from './uncollectable.ts'

/** The real path of a work tree, while it is still the directory that it was; throws `Uncollectable`. */
export async function existingDirectory(path: string): Promise<string> {
  const stats = await lstat(path).catch(() => undefined)
  if (!stats?.isDirectory()) throw new Uncollectable('damaged-work-tree', 'The work tree is gone.')
  return realpath(path)
}
