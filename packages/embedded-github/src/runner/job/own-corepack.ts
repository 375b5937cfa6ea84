import { symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { findOnPath } from '../machine/find-on-path.ts'
import type { JobDirectory } from './job-directory.ts'
import { npmGlobals } from './job-environment.ts'

/**
 * `corepack enable` puts its stand-ins into the folder in which PATH finds it: a link in the job's own folder, which comes first, keeps
 * them from the machine's.
 */
export async function ownCorepack(directory: JobDirectory, path: string): Promise<void> {
  const corepack = await findOnPath('corepack', path)
  const own = join(npmGlobals(directory).bin, 'corepack')
  // Jobs that share a directory find the link of the first.
  if (corepack !== undefined && corepack !== own) await symlink(corepack, own)
}
