import { existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { holdLock } from '@speculate-dev/system'
import { createNewDatabase } from './database-template.ts'
import { type DatabaseProcess, startDatabaseProcess } from './embedded/start-database-process.ts'

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

/**
 * Opens the embedded database in `dataDir/database` under a lock that is held until it is closed or this process ends. The process of the
 * database has a lock of its own: where this one is killed, that may go on for a moment, and the next start waits for it.
 */
export async function openPglite(
  dataDir: string,
  onTrouble: (message: string) => void,
): Promise<DatabaseProcess> {
  const root = resolve(dataDir)
  await mkdir(root, { recursive: true, mode: 0o700 })
  const lock = holdLock(join(root, 'database.lock'))
  if (!lock) throw new DatabaseInUse(root)
  try {
    const directory = await ensureDatabase(root)
    const lockFile = join(root, 'database-process.lock')
    const { databaseUrl, close } = await startDatabaseProcess({ directory, lockFile, onTrouble })
    return { databaseUrl, close: () => close().finally(() => lock.release()) }
  } catch (error) {
    lock.release()
    throw error
  }
}

/** A new database is made under another name: a process killed while it is being made must not leave half of one behind. */
async function ensureDatabase(root: string): Promise<string> {
  const directory = join(root, 'database')
  if (existsSync(directory)) return directory
  const unfinished = join(root, 'database.new')
  await rm(unfinished, { recursive: true, force: true })
  await createNewDatabase(unfinished)
  await rename(unfinished, directory)
  return directory
}
