import { mkdir, mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { it } from 'vitest'
import { createBubblewrap } from '../../../src/adapters/sandbox/bubblewrap.ts'
import type { Cell } from '../../../src/adapters/sandbox/sandbox.ts'

const missing = await createBubblewrap().missing()

/** Tests in a real cell: where none can be made they fail on CI and are left out elsewhere, and `needs-cells.ts` lists them. */
export const inCells: typeof it.skip = it.skipIf(missing !== undefined && process.env.CI === undefined)

export const CELL_PATH = '/usr/local/bin:/usr/bin:/bin'

export interface TestCell extends Cell {
  /** Around its work tree and home. */
  readonly directory: string
  remove(): Promise<void>
}

export async function createCell(changes: Partial<Cell> = {}): Promise<TestCell> {
  const directory = await realpath(await mkdtemp(join(tmpdir(), 'speculate-cell-')))
  const workTree = { path: join(directory, 'tree'), home: join(directory, 'home') }
  await mkdir(workTree.path)
  await mkdir(join(workTree.home, 'tmp'), { recursive: true })
  return {
    workTree,
    environment: { PATH: CELL_PATH, HOME: workTree.home, TMPDIR: join(workTree.home, 'tmp') },
    readable: [process.execPath],
    gatewaySocket: undefined,
    limits: { memory_mb: 2_048, processes: 256, disk_mb: 4_096 },
    ...changes,
    directory,
    remove: () => rm(directory, { recursive: true, force: true }),
  }
}
