import { existsSync, statSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { holdLock } from '@speculate-dev/system'
import { withoutUndefined } from '../../domain/without-undefined.ts'
import { startOnNewDatabase } from './database-template.ts'
import {
  type DatabaseProcess,
  type DatabaseProcessOptions,
  startDatabaseProcess,
} from './embedded/start-database-process.ts'

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
  onTrouble: DatabaseProcessOptions['onTrouble'],
  onStart?: DatabaseProcessOptions['onStart'],
): Promise<DatabaseProcess> {
  const root = resolve(dataDir)
  await makeFolder(root)
  const lock = holdLock(join(root, 'database.lock'))
  if (!lock) throw new DatabaseInUse(root)
  try {
    const directory = join(root, 'database')
    const lockFile = join(root, 'database-process.lock')
    const start = (template?: string) =>
      startDatabaseProcess({ directory, lockFile, onTrouble, onStart, ...withoutUndefined({ template }) })
    const isThere = existsSync(directory)
    const { databaseUrl, close } = await (isThere ? start() : startOnNewDatabase(directory, start))
    return { databaseUrl, close: () => close().finally(() => lock.release()) }
  } catch (error) {
    lock.release()
    throw error
  }
}

/** Node's own recursive `mkdir` never ends where the system makes no folders in one that is there, as in /proc. */
async function makeFolder(folder: string): Promise<void> {
  const parent = dirname(folder)
  if (!existsSync(parent)) await makeFolder(parent)
  await mkdir(folder, { mode: 0o700 }).catch((error: unknown) => {
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw error
  })
}
