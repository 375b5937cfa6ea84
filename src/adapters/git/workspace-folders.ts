import { randomUUID } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Places } from './check-out.ts'
import { createLeases, type Leases } from './leases.ts'
import { removeTree } from './remove-tree.ts'

/**
 * What lies where below `dataDir`, and who works on it:
 * `mirrors/` one bare repository per repository, shared; `attempts/NAME/` what an agent sees (`tree`, `home`);
 * `imports/NAME.git` our own git directory for that work tree; `scratch/` repositories that live as long as a push;
 * `leases/` who works on which of them.
 */
export interface WorkspaceFolders {
  /** Absolute. */
  readonly dataDir: string
  readonly leases: Leases
  /** Throws where this is no name for a work tree. */
  placesOf(name: string): Places
  /** Work trees and imports, also half made ones. */
  names(): Promise<ReadonlySet<string>>
  remove(name: string): Promise<void>
  /** The place of this process, taken until it ends: its pushes do not outlive it. */
  takeScratch(): Promise<string>
  scratchNames(): Promise<readonly string[]>
  removeScratch(name: string): Promise<void>
}

/** All mirrors, below a folder for each owner. */
export function mirrorsFolder(dataDir: string): string {
  return join(dataDir, 'mirrors')
}

export function workspaceFolders(folder: string): WorkspaceFolders {
  const dataDir = resolve(folder)
  const leases = createLeases(join(dataDir, 'leases'))
  const placesOf = (name: string): Places => ({
    attempt: join(dataDir, 'attempts', pathSafe(name)),
    gitDir: join(dataDir, 'imports', `${pathSafe(name)}.git`),
  })
  const scratchOf = (name: string) => join(dataDir, 'scratch', name)
  const ownScratch = randomUUID()
  return {
    dataDir,
    leases,
    placesOf,
    async names() {
      const attempts = await entriesOf(join(dataDir, 'attempts'))
      const imports = await entriesOf(join(dataDir, 'imports'))
      const names = [...attempts, ...imports.map((name) => name.replace(/\.git$/, ''))]
      return new Set(names.filter((name) => SAFE_NAME.test(name)))
    },
    async remove(name) {
      const { attempt, gitDir } = placesOf(name)
      await Promise.all([removeTree(attempt), removeTree(gitDir)])
    },
    async takeScratch() {
      await leases.begin(ownScratch)
      return scratchOf(ownScratch)
    },
    scratchNames: () => entriesOf(join(dataDir, 'scratch')),
    removeScratch: (name) => removeTree(scratchOf(name)),
  }
}

function entriesOf(directory: string): Promise<string[]> {
  return readdir(directory).catch(() => [])
}

const SAFE_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/

function pathSafe(name: string): string {
  if (SAFE_NAME.test(name)) return name
  throw new Error(`not a name for a work tree: ${JSON.stringify(name)}`)
}
