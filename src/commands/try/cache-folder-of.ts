import { join } from 'node:path'
import { usersCache } from '../../adapters/own-files.ts'
import { sha256 } from '../../domain/sha256.ts'
import type { LocalRepository } from './read-repository.ts'

/** Where jobs of the base keep their caches: two repositories may have one name. */
export function cacheFolderOf({ path }: Pick<LocalRepository, 'path'>): string {
  return join(usersCache(), 'job-caches', sha256(path).slice(0, 16))
}
