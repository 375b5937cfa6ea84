import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Database, openDatabase } from '../../../../src/adapters/storage/database.ts'
import { createQueue } from '../../../../src/adapters/storage/jobs/create-queue.ts'
import type { IssueKey } from '../../../../src/domain/issue/issue.ts'
import type { Queue } from '../../../../src/ports/queue.ts'
import { startPostgres } from '../postgres-server.ts'

// What only several processes on one Postgres can show: each has pools and listeners of its own.
let server: Awaited<ReturnType<typeof startPostgres>>
let processes: { readonly database: Database; readonly queue: Queue }[]

beforeAll(async () => {
  server = await startPostgres()
  processes = []
  for (let count = 0; count < 3; count += 1) {
    const database = await openDatabase({ databaseUrl: server.databaseUrl })
    const queue = await createQueue(database, { onError: (error) => errors.push(error), pollSeconds: NEVER })
    processes.push({ database, queue })
  }
})
afterAll(async () => {
  for (const { queue, database } of processes) {
    await queue.stop(1_000)
    await database.close()
  }
  await server.stop()
})
const errors: unknown[] = []
/** Seconds: longer than any test. */
const NEVER = 86_400

it('never reconciles one issue twice at once, loses no wake, and starts work in other processes without polling', async () => {
  const [web, ...workers] = processes.map(({ queue }) => queue)
  const issues = [1, 2, 3].map((number): IssueKey => `acme/many#${number}`)
  const running = new Map<IssueKey, number>()
  const reported = new Map<IssueKey, number>()
  const seen = new Map<IssueKey, number>()
  let most = 0
  const reconcile = async (issue: IssueKey) => {
    const now = (running.get(issue) ?? 0) + 1
    running.set(issue, now)
    most = Math.max(most, now)
    seen.set(issue, reported.get(issue) ?? 0)
    await sleep(3)
    running.set(issue, (running.get(issue) ?? 0) - 1)
  }
  for (const worker of workers) {
    await worker.work({ reconcile, attempt: async () => {} }, { reconciles: 3, attempts: 1 })
  }
  const wakes = Array.from({ length: 300 }, (_, index) => issues[index % issues.length] ?? 'acme/many#1')
  await Promise.all(
    wakes.map(async (issue, index) => {
      await sleep(index)
      reported.set(issue, index + 1)
      await web?.wake(issue)
    }),
  )

  // Nobody polls: what gets here was told by a notification.
  while (issues.some((issue) => seen.get(issue) !== reported.get(issue))) await sleep(2)
  for (const worker of workers) await worker.stop(1_000)
  expect(most).toBe(1)
  expect(errors).toEqual([])
})

it('keeps two places of four for other repositories when one has more attempts than there are places', async () => {
  const database = await openDatabase({ databaseUrl: server.databaseUrl })
  const queue = await createQueue(database, { onError: (error) => errors.push(error) })
  const attemptOf = (repository: string, number: number) => ({
    speculation: `acme/${repository}#1.1`,
    candidate: 'minimal-change',
    number,
  })
  for (let number = 1; number <= 6; number += 1) await queue.enqueueAttempt(attemptOf('greedy', number))
  await queue.enqueueAttempt(attemptOf('modest', 1))
  await queue.enqueueAttempt(attemptOf('modest', 2))

  const gate = Promise.withResolvers<void>()
  const [modest, all] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const [running, ended]: [string[], string[]] = [[], []]
  const attempt = async ({ speculation }: { readonly speculation: string }) => {
    running.push(speculation)
    if (running.length === 4) modest.resolve()
    await gate.promise
    if (ended.push(speculation) === 8) all.resolve()
  }
  await queue.work({ reconcile: async () => {}, attempt }, { reconciles: 1, attempts: 4 })
  await modest.promise
  expect(running.toSorted()).toEqual([
    ...Array(2).fill('acme/greedy#1.1'),
    ...Array(2).fill('acme/modest#1.1'),
  ])
  gate.resolve()
  await all.promise
  await queue.stop(1_000)
  await database.close()
})

it('S4: takes turns by repository, so that one with twenty attempts keeps none of another one waiting behind them', async () => {
  const database = await openDatabase({ databaseUrl: server.databaseUrl })
  const queue = await createQueue(database, { onError: (error) => errors.push(error) })
  const attemptOf = (repository: string, number: number) => ({
    speculation: `acme/${repository}#2.1`,
    candidate: 'minimal-change',
    number,
  })
  for (let number = 1; number <= 20; number += 1) await queue.enqueueAttempt(attemptOf('hostile', number))
  for (let number = 1; number <= 3; number += 1) await queue.enqueueAttempt(attemptOf('honest', number))

  const order: string[] = []
  const all = Promise.withResolvers<void>()
  const attempt = async ({ speculation, number }: { speculation: string; number: number }) => {
    if (order.push(`${speculation.slice(5, -4)} ${number}`) === 2)
      // Who comes later takes part in the round that is running.
      await queue.enqueueAttempt(attemptOf('late', 1))
    if (order.length === 24) all.resolve()
  }
  await queue.work({ reconcile: async () => {}, attempt }, { reconciles: 1, attempts: 1 })
  await all.promise
  await queue.stop(1_000)
  await database.close()
  expect(order.slice(0, 7)).toEqual([
    'hostile 1',
    'honest 1',
    'late 1',
    'hostile 2',
    'honest 2',
    'hostile 3',
    'honest 3',
  ])
})

it('says of what went wrong in a job which issue or run it is about', async () => {
  const told: (string | undefined)[] = []
  const both = Promise.withResolvers<void>()
  const database = await openDatabase({ databaseUrl: server.databaseUrl })
  const queue = await createQueue(database, {
    onError: (_error, _during, run) => {
      if (told.push(run) === 2) both.resolve()
    },
  })
  const fail = async () => {
    throw new Error('the disk is full')
  }
  await queue.work({ reconcile: fail, attempt: fail }, { reconciles: 1, attempts: 1 })
  await queue.wake('acme/broken#1')
  await queue.enqueueAttempt({ speculation: 'acme/broken#1.1', candidate: 'minimal-change', number: 1 })
  await both.promise
  expect(told.toSorted()).toEqual(['acme/broken#1', 'acme/broken#1.1'])
  await queue.stop(1_000)
  await database.close()
})
