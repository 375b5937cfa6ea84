import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { it } from 'vitest'
import { createBubblewrap } from '../../../src/adapters/sandbox/create-bubblewrap.ts'
import type { SandboxSpec } from '../../../src/adapters/sandbox/sandbox.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

const missing = await createBubblewrap().missing()

/** Tests in a real sandbox: where none can be made they fail on CI and are left out elsewhere, and `needs-sandbox.ts` lists them. */
export const inSandbox: typeof it.skip = it.skipIf(missing !== undefined && process.env.CI === undefined)

export const SANDBOX_PATH = '/usr/local/bin:/usr/bin:/bin'

export interface TestSandbox extends SandboxSpec {
  /** Around its work tree and home. */
  readonly directory: string
  remove(): Promise<void>
}

export async function createTestSandbox(changes: Partial<SandboxSpec> = {}): Promise<TestSandbox> {
  const directory = await temporaryFolder()
  const workTree = { path: join(directory, 'tree'), home: join(directory, 'home') }
  await mkdir(workTree.path)
  await mkdir(join(workTree.home, 'tmp'), { recursive: true })
  return {
    workTree,
    environment: { PATH: SANDBOX_PATH, HOME: workTree.home, TMPDIR: join(workTree.home, 'tmp') },
    readable: [process.execPath],
    gatewaySocket: undefined,
    limits: { memory_mb: 2_048, processes: 256, disk_mb: 4_096 },
    ...changes,
    directory,
    remove: () => rm(directory, { recursive: true, force: true }),
  }
}
