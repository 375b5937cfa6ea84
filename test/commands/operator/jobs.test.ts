import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type Database, openDatabase } from '../../../src/adapters/storage/database.ts'
import { createQueue } from '../../../src/adapters/storage/jobs/create-queue.ts'
import { queueDepth } from '../../../src/adapters/storage/jobs/operator/queue-depth.ts'
import type { AttemptKey } from '../../../src/ports/store.ts'
import { failForGood } from '../../adapters/storage/jobs/fail-for-good.ts'
import { startPostgres } from '../../adapters/storage/postgres-server.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import { runHere } from '../run-here.ts'

// Each command opens a database.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const keyOf = (number: number): AttemptKey => ({
  speculation: 'acme/shop#31.1',
  candidate: 'minimal-change',
  number,
})
const errors: unknown[] = []
const onError = (error: unknown) => errors.push(error)

describe('speculate jobs, beside a server on Postgres', () => {
  let server: Awaited<ReturnType<typeof startPostgres>>
  let database: Database
  let queue: Awaited<ReturnType<typeof createQueue>>
  beforeAll(async () => {
    server = await startPostgres()
    database = await openDatabase({ databaseUrl: server.databaseUrl })
    queue = await createQueue(database, { onError, pollSeconds: 1 })
  })
  afterAll(async () => {
    await queue.stop(1_000)
    await database.close()
    await server.stop()
  })
  const jobs = (...args: string[]) => runHere(['jobs', ...args, '--data', server.databaseUrl])

  it('shows what waits since it came, and what is for later', async () => {
    expect(await jobs()).toEqual({ exitCode: 0, stdout: 'no jobs', stderr: '' })
    await queue.wake('acme/shop#31')
    await queue.wake('acme/shop#32', 90 * 60_000)
    const depth = await queueDepth(database)
    expect(depth).toEqual([
      { queue: 'reconcile', state: 'created', jobs: 1, oldest: expect.any(Number) },
      { queue: 'reconcile-later', state: 'later', jobs: 1, oldest: 0, due: expect.any(Number) },
    ])
    // It may begin at once, and is not as old as the time from which on it may.
    expect(depth[0]?.oldest).toBeLessThan(3_600)
    const { stdout } = await jobs()
    expect(
      stdout.replaceAll(/less than 1 s|\d+ s|1 h (?:29|30) min/g, 'N s').replaceAll(/ {2,}/g, '  '),
    ).toBe(
      [
        'queue  waiting  oldest  running  longest  later  next in  failed',
        'reconcile  1  N s  0  —  0  —  0',
        'reconcile-later  0  —  0  —  1  N s  0',
      ].join('\n'),
    )
  })

  it('lists what has failed for good with its reason, and gives it to a worker again', async () => {
    await queue.enqueueAttempt(keyOf(1))
    await failForGood(database)
    const { stdout } = await jobs()
    const [, id = ''] =
      /^(\w{8}) {2}attempt 1 of minimal-change in acme\/shop#31\.1 failed .*, after 4 tries\n {4}the disk.* is full$/m.exec(
        stdout,
      ) ?? []
    expect(stdout).toMatch(/^attempt .* 1$/m)
    expect(stdout).not.toContain('\u001b')

    const taken = Promise.withResolvers<AttemptKey>()
    await queue.work(
      { reconcile: async () => {}, attempt: async (key) => taken.resolve(key) },
      { reconciles: 1, attempts: 1 },
    )
    expect(await jobs('redrive', id)).toMatchObject({
      exitCode: 0,
      stdout: '1 job put back; a worker takes it within ten seconds if there is one',
    })
    expect(await taken.promise).toEqual(keyOf(1))
    expect(JSON.parse((await jobs('--json')).stdout)).toMatchObject({ failed: [] })
    expect(errors).toEqual([])
  })
})

describe('speculate jobs, on the embedded database', () => {
  let data: string
  beforeAll(async () => {
    data = await temporaryFolder()
  })
  const jobs = (...args: string[]) => runHere(['jobs', ...args, '--data', data])
  async function withQueue(
    work: (database: Database, queue: Awaited<ReturnType<typeof createQueue>>) => Promise<void>,
  ) {
    const database = await openDatabase({ dataDir: data })
    const queue = await createQueue(database, { onError })
    await work(database, queue)
    await queue.stop(1_000)
    await database.close()
  }

  it('leaves what waits already, puts back the rest, and removes what is dropped', async () => {
    await withQueue(async (database, queue) => {
      await queue.enqueueAttempt(keyOf(1))
      await failForGood(database)
      await queue.enqueueAttempt(keyOf(1))
      expect(await jobs()).toMatchObject({
        exitCode: 2,
        stderr: expect.stringContaining(
          'stop it and ask again. On Postgres (DATABASE_URL) this works beside',
        ),
      })
    })
    expect(await jobs('redrive', '--all')).toMatchObject({
      exitCode: 1,
      stdout: expect.stringMatching(/^0 jobs put back.*\n\w{8} stays: the same job waits or runs already/),
    })
    // What it says to type acts on the same database.
    expect((await jobs()).stdout).toContain(`jobs redrive ID --data ${data}\n`)
    const { failed } = JSON.parse((await jobs('--json')).stdout)
    expect(failed).toEqual([
      expect.objectContaining({
        queue: 'attempt',
        data: keyOf(1),
        tries: 4,
        reason: 'the disk\u001b[2J is full',
      }),
    ])
    expect(await jobs('drop', failed[0].id)).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/^\w{8} removed: attempt 1 of minimal-change in acme\/shop#31\.1$/),
    })
    expect(await jobs('redrive', '--all')).toMatchObject({
      exitCode: 1,
      stderr: 'speculate: no job has failed for good\n'.trim(),
    })
  })

  it.each([
    [['redrive'], 'name the ids of jobs, or say --all'],
    [['drop', 'ffff'], 'no job that has failed for good has the id ffff'],
    [['redrvie'], 'too many arguments'],
  ])('says of %j what is wrong', async (args, message) => {
    expect(await jobs(...args)).toMatchObject({ exitCode: 2, stderr: expect.stringContaining(message) })
  })
})
