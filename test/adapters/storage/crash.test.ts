import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { createStore } from '../../../src/adapters/storage/create-store.ts'
import { openDatabase } from '../../../src/adapters/storage/database.ts'
import { createQueue } from '../../../src/adapters/storage/jobs/create-queue.ts'
import { DatabaseInUse } from '../../../src/adapters/storage/pglite-directory.ts'
import type { IssueKey } from '../../../src/domain/issue/issue.ts'
import { exampleSpeculation } from '../../contracts/examples.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

// A whole database is read back: on a busy machine that may take its time.
vi.setConfig({ testTimeout: 120_000 })

/** Seconds: longer than any test. */
const NEVER = 86_400
const WRITER = fileURLToPath(new URL('./writer.ts', import.meta.url))
let root: string
let dataDir: string
let writer: ChildProcess
let acknowledged = 0

beforeAll(async () => {
  root = await temporaryFolder()
  dataDir = join(root, 'made', 'when', 'missing')
  writer = spawn(process.execPath, ['--liftoff-only', WRITER, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (!writer.stdout) throw new Error('no output')
  const enough = Promise.withResolvers<void>()
  createInterface({ input: writer.stdout }).on('line', (line) => {
    acknowledged = Number(line)
    if (acknowledged >= 100) enough.resolve()
  })
  await Promise.race([enough.promise, once(writer, 'exit').then(() => Promise.reject(new Error('it ended')))])
})
afterAll(async () => {
  writer.kill('SIGKILL')
})

it('refuses a data directory that another process is using, and says what to do', async () => {
  const opening = openDatabase({ dataDir })
  await expect(opening).rejects.toThrow(DatabaseInUse)
  await expect(opening).rejects.toThrow(
    /stop that process, choose another data directory, or set DATABASE_URL/,
  )
})

it('keeps the data directory to its owner', async () => {
  expect((await stat(dataDir)).mode & 0o077).toBe(0)
  expect(await readdir(dataDir)).toEqual(['database', 'database-process.lock', 'database.lock'])
})

it('has everything that was acknowledged when its process is killed, and runs at once what was running', async () => {
  writer.kill('SIGKILL')
  await once(writer, 'exit')
  // The process of its database ends by itself, and is waited for.
  const database = await openDatabase({ dataDir })

  const traces = await createStore(database).traces(exampleSpeculation('killed').id)
  expect(traces.length).toBeGreaterThanOrEqual(acknowledged)

  const queue = await createQueue(database, { onError: console.error, pollSeconds: NEVER })
  const active = sql`select name from pgboss.job where state = 'active'`
  // Nobody waits for the heartbeats of the dead.
  expect((await active.execute(database.kysely)).rows).toEqual([])
  const wanted: readonly IssueKey[] = [
    'killed/running#1',
    ...Array.from({ length: acknowledged }, (_, index): IssueKey => `killed/waiting#${index + 1}`),
  ]
  const reconciled = new Set<IssueKey>()
  const [all, attempted] = [Promise.withResolvers<void>(), Promise.withResolvers<number>()]
  await queue.work(
    {
      reconcile: async (issue) => {
        reconciled.add(issue)
        if (wanted.every((each) => reconciled.has(each))) all.resolve()
      },
      attempt: async ({ number }) => attempted.resolve(number),
    },
    { reconciles: 2, attempts: 1 },
  )
  expect(await attempted.promise).toBe(1)
  await all.promise
  await queue.stop(1_000)
  await database.close()
})
