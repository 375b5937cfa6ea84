import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DatabaseProcess } from '../../adapters/storage/embedded/start-database-process.ts'
import { openPglite } from '../../adapters/storage/pglite-directory.ts'

/** The database of a run. It needs a second of a processor to open, and can have it while everything else is still being loaded. */
export interface StartingDatabase {
  /** Its process works by itself; fails where there will be none. Until then this one must not be busy with something else. */
  readonly isUnderWay: Promise<void>
  /** Whoever takes it closes it. */
  take(): Promise<DatabaseProcess>
  /** Closes it where nobody has taken it. */
  leave(): Promise<void>
}

/** Of the run whose data are in `dataDir`. */
export function startDatabase(dataDir: string): StartingDatabase {
  const underWay = Promise.withResolvers<void>()
  const starting = openPglite(appDir({ dataDir }), logOf({ dataDir }), underWay.resolve)
  // Whoever waits for it, or takes it, hears of a failure, which until then must not count as unhandled.
  starting.catch(underWay.reject)
  underWay.promise.catch(() => undefined)
  let isTaken = false
  return {
    isUnderWay: underWay.promise,
    take() {
      isTaken = true
      return starting
    },
    async leave() {
      if (isTaken) return
      const started = await starting.catch(() => undefined)
      await started?.close()
    },
  }
}

/** What a run has on disk. */
interface RunFolder {
  readonly dataDir: string
}

export function appDir({ dataDir }: RunFolder): string {
  return join(dataDir, 'app')
}

export function logOf({ dataDir }: RunFolder): (message: string) => void {
  return (message) =>
    appendFileSync(join(dataDir, 'speculate.log'), `${new Date().toISOString()} ${message}\n`)
}
