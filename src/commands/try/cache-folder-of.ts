import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { usersCache } from '../../adapters/own-files.ts'
import type { LocalRepository } from './read-repository.ts'

/** Where jobs of the base keep their caches: two repositories may have one name. */
export function cacheFolderOf({ path }: Pick<LocalRepository, 'path'>): string {
  return join(usersCache(), 'job-caches', createHash('sha256').update(path).digest('hex').slice(0, 16))
}
