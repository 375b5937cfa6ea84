import { join } from 'node:path'
import type { LocalRepository } from './read-repository.ts'

/** Where git keeps the clones of a repository's submodules; nothing need be there. */
export async function submodulesOf({ git, path }: Pick<LocalRepository, 'git' | 'path'>): Promise<string> {
  const { stdout } = await git(['rev-parse', '--path-format=absolute', '--git-common-dir'])
  return join(stdout.trim() || join(path, '.git'), 'modules')
}
