import { existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { holdLock } from '@speculate-dev/system'
import { createEmptyDatabase } from './database-template.ts'
import { START_PARAMS } from './make-empty-database.ts'

export interface PgliteDirectory {
  readonly pglite: PGlite
  close(): Promise<void>
}

/** Another process has the embedded database open; two at once would destroy each other's rows. */
export class DatabaseInUse extends Error {
  override readonly name = 'DatabaseInUse'

  constructor(directory: string) {
    super(
      `another process is using the database in ${directory}: stop that process, choose another data directory, ` +
        'or set DATABASE_URL to a Postgres database, which many processes can share',
    )
  }
}

/** Opens the embedded database in `dataDir/database` under a lock that is held until it is closed or the process ends. */
export async function openPglite(dataDir: string): Promise<PgliteDirectory> {
  const root = resolve(dataDir)
  await mkdir(root, { recursive: true, mode: 0o700 })
  const lock = holdLock(join(root, 'database.lock'))
  if (!lock) throw new DatabaseInUse(root)
  try {
    const pglite = await open(root)
    return {
      pglite,
      close: async () => {
        try {
          await pglite.close()
        } finally {
          lock.release()
        }
      },
    }
  } catch (error) {
    lock.release()
    throw error
  }
}

/** A new database is made under another name: a process killed while it is being made must not leave half of one behind. */
async function open(root: string): Promise<PGlite> {
  const directory = join(root, 'database')
  if (!existsSync(directory)) {
    const unfinished = join(root, 'database.new')
    await rm(unfinished, { recursive: true, force: true })
    await createEmptyDatabase(unfinished)
    await rename(unfinished, directory)
  }
  return PGlite.create(directory, { startParams: [...START_PARAMS] })
}
