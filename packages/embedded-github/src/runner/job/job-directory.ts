import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { npmGlobals } from './job-environment.ts'
import { ownManagers } from './own-managers.ts'
import type { PrepareHome } from './source/new-checkout.ts'
import { systemPackages, writeSystemPackages } from './system-packages.ts'

/** Everything that belongs to one job; removed as a whole when the job ends. */
export interface JobDirectory {
  readonly root: string
  readonly workspace: string
  readonly home: string
  readonly temp: string
  /** Scripts and command files. */
  readonly files: string
  /** Variables for the jobs that work in it. */
  readonly environment: Readonly<Record<string, string>>
  dispose(): Promise<void>
}

/** A folder of its own whose workspace is empty. */
export async function createJobDirectory({
  repo,
  event,
  prepareHome,
  variables = {},
}: {
  /** Name of the repository, and of the workspace. */
  readonly repo: string
  readonly event: string
  readonly prepareHome?: PrepareHome | undefined
  /** That the operator sets for every job. */
  readonly variables?: Readonly<Record<string, string>>
}): Promise<JobDirectory> {
  const root = await mkdtemp(join(tmpdir(), 'embedded-github-job-'))
  const directory: JobDirectory = {
    root,
    workspace: join(root, 'work', repo),
    home: join(root, 'home'),
    temp: join(root, 'temp'),
    files: join(root, 'files'),
    environment: {},
    dispose: () => remove(root),
  }
  try {
    const { bin, lib } = npmGlobals(directory)
    for (const path of [directory.workspace, directory.home, directory.files, bin, lib]) {
      await mkdir(path, { recursive: true })
    }
    await writeFile(join(directory.files, 'event.json'), event)
    const standIns = systemPackages(directory)
    await writeSystemPackages(standIns)
    const managers = await ownManagers(
      { home: join(directory.temp, '_tools', 'managers'), standIns },
      variables,
    )
    return { ...directory, environment: { ...managers, ...(await prepareHome?.(directory.home)) } }
  } catch (error) {
    await directory.dispose()
    throw error
  }
}

/** A job may have taken its own write permission away from a folder. */
async function remove(root: string): Promise<void> {
  const options = { recursive: true, force: true, maxRetries: 5, retryDelay: 50 }
  try {
    await rm(root, options)
  } catch {
    await execa('chmod', ['-R', 'u+rwX', '--', root], { reject: false })
    await rm(root, options).catch(() => undefined)
  }
}
