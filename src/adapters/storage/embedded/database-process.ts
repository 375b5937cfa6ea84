import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { PGlite } from '@electric-sql/pglite'
import { type HeldLock, holdLock, messageOf, pause } from '@speculate-dev/system'
import { copyTemplate } from './copy-template.ts'
import { serveDatabase } from './serve-database.ts'

/** What the process says: once that it can be asked, or why it cannot any more. */
export type ProcessSays = { readonly kind: 'open' } | { readonly kind: 'failed'; readonly message: string }

/**
 * The other side of `startDatabaseProcess`: opens the database in `directory`, makes it where there is none, and serves it in `folder` until
 * whoever started this process is gone, however that one has ended.
 */
const [directory = '', folder = '', lockFile = '', template = ''] = process.argv.slice(2)

/**
 * How every embedded database is started. One program uses it, and little of it at a time: with the usual 128 MB of buffers, filling
 * them with zeros is most of the time that opening a database takes.
 */
const START_PARAMS: readonly string[] = [...PGlite.defaultStartParams, '-c', 'shared_buffers=16MB']
/** As long as a statement of one who was killed may go on. */
const PATIENCE_MS = 30_000
const LOOK_AGAIN_MS = 20

let lock: HeldLock | undefined
let pglite: PGlite | undefined

// What a terminal or a service manager says to all processes is for the one that asks here to act on, perhaps with the database.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {})
process.once('uncaughtException', fail).once('disconnect', end)
await open().catch(fail)

async function open(): Promise<void> {
  if (lockFile !== '') await holdAlone(lockFile)
  if (template !== '' && !existsSync(directory)) copyTemplate(template, directory)
  pglite = await PGlite.create(directory, {
    // A log in pieces of 1 MB instead of 16: every new database is a copy of one that was made.
    initDbStartParams: ['--wal-segsize=1'],
    startParams: [...START_PARAMS],
  })
  await serveDatabase(pglite, folder)
  process.send?.({ kind: 'open' } satisfies ProcessSays)
}

/** The process of one who was killed may need a moment to see that. */
async function holdAlone(file: string): Promise<void> {
  for (let waitedMs = 0; ; waitedMs += LOOK_AGAIN_MS) {
    lock = holdLock(file)
    if (lock) return
    if (waitedMs >= PATIENCE_MS) throw new Error('the process of an earlier start has not ended yet')
    await pause(LOOK_AGAIN_MS)
  }
}

async function end(): Promise<void> {
  await pglite?.close().catch(() => undefined)
  // Where that one was killed, nobody else removes it.
  await rm(folder, { recursive: true, force: true }).catch(() => undefined)
  lock?.release()
  process.exit()
}

function fail(error: unknown): void {
  const says: ProcessSays = { kind: 'failed', message: messageOf(error) }
  if (!process.connected) process.exit(1)
  process.send?.(says, () => process.exit(1))
}
