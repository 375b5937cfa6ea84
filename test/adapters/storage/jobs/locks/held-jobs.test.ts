import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import type { Socket } from 'node:net'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { PgBoss } from 'pg-boss'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { type Database, openDatabase } from '../../../../../src/adapters/storage/database.ts'
import { createQueue } from '../../../../../src/adapters/storage/jobs/create-queue.ts'
import { holdJobs } from '../../../../../src/adapters/storage/jobs/locks/held-jobs.ts'
import type { Queue, QueueHandlers } from '../../../../../src/ports/queue.ts'
import { startPostgres } from '../../postgres-server.ts'
import { wayToPostgres } from '../../way-to-postgres.ts'

const WORKER = fileURLToPath(new URL('../worker-process.ts', import.meta.url))
/** Milliseconds. What needs several looks has time for many of them. */
const LOOK = 500
let server: Awaited<ReturnType<typeof startPostgres>>
const open: { readonly database: Database; readonly queue: Queue }[] = []

beforeAll(async () => {
  server = await startPostgres()
})
afterEach(async () => {
  for (const { queue, database } of open.splice(0)) {
    await queue.stop(100)
    await database.close()
  }
}, 10_000)
afterAll(() => server.stop())

it('O19: what a killed worker was at work on is at work elsewhere within ten seconds', {
  timeout: 30_000,
}, async () => {
  const killed = spawn(process.execPath, ['--liftoff-only', WORKER, server.databaseUrl], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const said = linesOf(killed)
  await said('ready')
  const web = await startProcess({ lookMs: 2_000 })
  await web.queue.enqueueAttempt(attemptOf(1))
  await web.queue.wake('acme/killed#1')
  await said('attempt 1')
  await said('acme/killed#1')

  const seen: string[] = []
  const other = await startProcess({ lookMs: 2_000 })
  await other.queue.work(
    {
      reconcile: async (issue) => void seen.push(issue),
      attempt: async ({ number }) => void seen.push(`attempt ${number}`),
    },
    LIMITS,
  )
  await sleep(3 * LOOK)
  expect(seen).toEqual([])
  killed.kill('SIGKILL')
  await vi.waitFor(() => expect(seen.toSorted()).toEqual(['acme/killed#1', 'attempt 1']), 10_000)
})

it('O19: what a stopped worker was at work on is begun elsewhere, and the worker gives it up once it goes on', {
  timeout: 60_000,
}, async () => {
  const stopped = spawn(process.execPath, ['--liftoff-only', WORKER, server.databaseUrl], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const said = linesOf(stopped)
  await said('ready')
  const web = await startProcess()
  await web.queue.enqueueAttempt(attemptOf(5))
  await said('attempt 5')
  const seen: string[] = []
  const other = await startProcess({ silentMs: 3_000 })
  await other.queue.work(
    { reconcile: async () => {}, attempt: async ({ number }) => void seen.push(`attempt ${number}`) },
    LIMITS,
  )
  stopped.kill('SIGSTOP')
  await vi.waitFor(() => expect(seen).toEqual(['attempt 5']), 40_000)
  stopped.kill('SIGCONT')
  await said('given up')
  stopped.kill('SIGKILL')
})

it('O19: Postgres restarts while an attempt runs: it goes on, is not begun again, and what is wanted meanwhile is done', {
  timeout: 30_000,
}, async () => {
  const [web, one, two] = [await startProcess(), await startProcess(), await startProcess()]
  const attempts = await countAttempts([one, two])
  await web.queue.enqueueAttempt(attemptOf(2))
  await vi.waitFor(() => expect(attempts.begun).toBe(1))
  const restarted = server.restart()
  const woken = web.queue.wake('acme/restarted#1')
  await restarted
  await woken
  await vi.waitFor(() => expect(attempts.reconciled).toContain('acme/restarted#1'), 10_000)
  await sleep(4 * LOOK)
  attempts.finish()
  await vi.waitFor(async () => expect(await unfinished(web.database)).toEqual([]), 10_000)
  expect(attempts).toMatchObject({ begun: 1, aborted: 0 })
})

it('O19: a worker that loses its connections for a moment, again and again, keeps its attempt', {
  timeout: 20_000,
}, async () => {
  const [one, two] = [await startProcess(), await startProcess()]
  const attempts = await countAttempts([one, two])
  await one.queue.enqueueAttempt(attemptOf(3))
  await vi.waitFor(() => expect(attempts.begun).toBe(1))
  for (let times = 0; times < 10; times += 1) {
    await sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'speculate-locks'`.execute(
      one.database.kysely,
    )
    await sleep(200)
  }
  attempts.finish()
  await vi.waitFor(async () => expect(await unfinished(one.database)).toEqual([]), 5_000)
  expect(attempts).toMatchObject({ begun: 1, aborted: 0 })
})

it('O19: a worker that is cut off gives its attempt up before another one begins it', {
  timeout: 20_000,
}, async () => {
  const way = await breakableWay()
  const cutOff = await startProcess({ databaseUrl: way.databaseUrl })
  const order: string[] = []
  const first = Promise.withResolvers<void>()
  await cutOff.queue.work(
    {
      reconcile: async () => {},
      attempt: async (_key, signal) => {
        first.resolve()
        await once(signal, 'abort')
        order.push('given up')
        signal.throwIfAborted()
      },
    },
    LIMITS,
  )
  await cutOff.queue.enqueueAttempt(attemptOf(4))
  await first.promise
  const other = await startProcess()
  await other.queue.work({ reconcile: async () => {}, attempt: async () => void order.push('begun') }, LIMITS)
  way.cut()
  await vi.waitFor(() => expect(order).toEqual(['given up', 'begun']), 10_000)
  way.mend()
})

it('O6: a worker that is cut off can be stopped, also in the middle of an attempt', {
  timeout: 30_000,
}, async () => {
  const way = await breakableWay()
  const { queue } = await startProcess({ databaseUrl: way.databaseUrl })
  const begun = Promise.withResolvers<void>()
  const attempt = () => {
    begun.resolve()
    return new Promise<void>(() => {})
  }
  await queue.work({ reconcile: async () => {}, attempt }, LIMITS)
  await queue.enqueueAttempt(attemptOf(5))
  await begun.promise
  way.cut()
  await queue.stop(100)
  way.mend()
})

it('refuses a job that comes after it was stopped, rather than have it wait for ever', async () => {
  await startProcess()
  const boss = new PgBoss(server.databaseUrl)
  const held = holdJobs(boss, server.databaseUrl, { onError: () => {}, onWaiting: () => {}, lookMs: LOOK })
  const signal = new AbortController().signal
  const job = {
    id: randomUUID(),
    name: 'attempt',
    data: {},
    expireInSeconds: 60,
    heartbeatSeconds: 60,
    retryCount: 0,
  }
  const work = vi.fn(async () => {})
  await held.hold({ ...job, signal }, work)
  await held.stop()
  await expect(held.hold({ ...job, signal }, work)).rejects.toThrow('shutting down')
  expect(work).not.toHaveBeenCalled()
})

const LIMITS = { reconciles: 2, attempts: 1 }

async function startProcess({ databaseUrl = server.databaseUrl, lookMs = LOOK, silentMs = 60_000 } = {}) {
  const database = await openDatabase({ databaseUrl })
  const queue = await createQueue(database, { onError: () => {}, lookMs, silentMs })
  open.push({ database, queue })
  return { database, queue }
}

function attemptOf(number: number) {
  return { speculation: 'acme/killed#1.1', candidate: 'minimal-change', number }
}

/** Attempts that last until `finish`. */
async function countAttempts(processes: readonly { readonly queue: Queue }[]) {
  const over = Promise.withResolvers<void>()
  const counts = { begun: 0, aborted: 0, reconciled: [] as string[], finish: () => over.resolve() }
  const handlers: QueueHandlers = {
    reconcile: async (issue) => void counts.reconciled.push(issue),
    attempt: async (_key, signal) => {
      counts.begun += 1
      await over.promise
      if (signal.aborted) counts.aborted += 1
    },
  }
  for (const { queue } of processes) await queue.work(handlers, LIMITS)
  return counts
}

async function unfinished({ kysely }: Database): Promise<readonly unknown[]> {
  const jobs = sql`select name, state from pgboss.job where state < 'completed'`
  return (await jobs.execute(kysely)).rows
}

/** Waits for a line of a program's output. */
function linesOf(program: ChildProcess) {
  if (!program.stdout) throw new Error('no output')
  const lines: string[] = []
  createInterface({ input: program.stdout }).on('line', (line) => lines.push(line))
  return (line: string) => vi.waitFor(() => expect(lines).toContain(line), 10_000)
}

/** A way to Postgres that can be cut for who takes it, while the others have theirs. */
async function breakableWay() {
  const sockets = new Set<Socket>()
  let isCut = false
  const way = await wayToPostgres(server.databaseUrl, (near, far) => {
    for (const each of [near, far]) {
      if (isCut) each.destroy()
      else sockets.add(each)
    }
    near.pipe(far).pipe(near)
  })
  return {
    ...way,
    cut: () => {
      isCut = true
      for (const each of sockets) each.destroy()
    },
    mend: () => {
      isCut = false
    },
  }
}
