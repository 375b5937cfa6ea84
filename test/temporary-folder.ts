import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const made = new Set<string>()

/** An empty folder for a test or its set-up; when the test file has ended, it goes. */
export async function temporaryFolder(): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'test-folder-')))
  made.add(folder)
  return folder
}

/** What programs that a test has ended still write meanwhile is waited for. */
export async function removeTemporaryFolders(): Promise<void> {
  const folders = [...made]
  made.clear()
  await Promise.all(
    folders.map((folder) => rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })),
  )
}
