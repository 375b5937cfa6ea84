import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createStore } from '../../adapters/storage/create-store.ts'
import { type Database, type DatabaseLocation, openDatabase } from '../../adapters/storage/database.ts'
import { DatabaseInUse } from '../../adapters/storage/pglite-directory.ts'
import type { Store } from '../../ports/store.ts'
import { CommandError } from '../command-error.ts'
import { loadEnv } from '../load-env.ts'

export interface OpenStore {
  readonly store: Store
  /** What the store is on. */
  readonly database: Database
  /** The app's data folder; the current folder when the database is not in one. */
  readonly dataDir: string
}

/**
 * Opens the database that the server uses, for as long as `work` takes. Never makes a new one. `whenInUse`: what there is to do where the
 * server has the embedded one open just now, if not what is said of every command.
 */
export function withStore<Result>(
  data: string | undefined,
  work: (opened: OpenStore) => Promise<Result>,
  whenInUse?: string,
): Promise<Result> {
  return opening(locate(data), work, whenInUse)
}

/** The same; where there is no database yet, it makes one. */
export function withNewStore<Result>(
  data: string | undefined,
  work: (opened: OpenStore) => Promise<Result>,
  whenInUse: string,
): Promise<Result> {
  return opening(namedLocation(data), work, whenInUse)
}

async function opening<Result>(
  location: DatabaseLocation,
  work: (opened: OpenStore) => Promise<Result>,
  whenInUse: string | undefined,
): Promise<Result> {
  const database = await openDatabase(location).catch((error: unknown) => {
    if (error instanceof DatabaseInUse && whenInUse !== undefined) throw new CommandError(whenInUse)
    // Another process has it open, or it cannot be used: the message says which, and what to do.
    throw error instanceof Error ? new CommandError(error.message) : error
  })
  try {
    return await work({
      store: createStore(database),
      database,
      dataDir: 'dataDir' in location ? location.dataDir : resolve('.'),
    })
  } finally {
    await database.close()
  }
}

/** The app's folder, also where the folder of a whole demo is named. */
function appFolder(dataDir: string): string {
  const inside = join(dataDir, 'app')
  return !existsSync(join(dataDir, 'database')) && existsSync(join(inside, 'database')) ? inside : dataDir
}

function locate(data: string | undefined): DatabaseLocation {
  const location = namedLocation(data)
  if ('dataDir' in location && !existsSync(join(location.dataDir, 'database'))) {
    throw new CommandError(
      `there is no database in ${location.dataDir}; name the data folder of the app, or its postgres:// address, with --data`,
    )
  }
  return location
}

/** Where the server keeps its data, or where `--data` says. */
export function namedLocation(data: string | undefined): DatabaseLocation {
  loadEnv()
  const { DATABASE_URL, DATA_DIR } = process.env
  const named = data ?? (DATABASE_URL || DATA_DIR || '.data')
  if (/^postgres(?:ql)?:\/\//.test(named)) return { databaseUrl: named }
  return { dataDir: appFolder(resolve(named)) }
}
