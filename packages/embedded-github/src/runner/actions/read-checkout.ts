import { readFile, realpath, stat } from 'node:fs/promises'
import { join, sep } from 'node:path'
import type { JobDirectory } from '../job/job-directory.ts'

/** No file that says a version or patterns is larger. */
const LARGEST_FILE = 1024 * 1024

/** Text of a file of the checkout as it is now; what leads out of it is not there. */
export async function readCheckout(
  { workspace }: Pick<JobDirectory, 'workspace'>,
  path: string,
): Promise<string | undefined> {
  try {
    const [root = '', file = ''] = await Promise.all([realpath(workspace), realpath(join(workspace, path))])
    const isOwn = file.startsWith(`${root}${sep}`)
    return isOwn && (await stat(file)).size <= LARGEST_FILE ? await readFile(file, 'utf8') : undefined
  } catch {
    return undefined
  }
}
