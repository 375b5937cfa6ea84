import { realpath } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path'
import type { JobDirectory } from '../job/job-directory.ts'

/** What a `path` of a workflow names: from the workspace, or with `~` from the job's own home. */
export function pathInJob(
  path: string,
  { workspace, home }: Pick<JobDirectory, 'workspace' | 'home'>,
): string {
  if (path === '~' || path.startsWith('~/')) return resolve(home, path.slice(2))
  return resolve(workspace, path)
}

export function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path)
  return way !== '..' && !way.startsWith('../') && !isAbsolute(way)
}

/** Where it really lies, or would lie when it is made: links on the way are followed. */
export async function realPlace(path: string): Promise<string> {
  const real = await realpath(path).catch(() => undefined)
  if (real !== undefined) return real
  return join(await realPlace(dirname(path)), basename(path))
}
