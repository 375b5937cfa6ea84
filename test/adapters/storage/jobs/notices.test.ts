import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { type Database, openDatabase } from '../../../../src/adapters/storage/database.ts'
import { createQueue } from '../../../../src/adapters/storage/jobs/create-queue.ts'
import type { Queue } from '../../../../src/ports/queue.ts'
import { startPostgres } from '../postgres-server.ts'

/** Longer than any test: who does not hear it, finds it never. */
const NEVER = { pollSeconds: 86_400, lookMs: 86_400_000 }
let server: Awaited<ReturnType<typeof startPostgres>>
const open: { readonly database: Database; readonly queue: Queue }[] = []

beforeAll(async () => {
  server = await startPostgres()
})
afterEach(async () => {
  for (const each of open.splice(0)) await close(each)
})
afterAll(() => server.stop())

async function startProcess(options: { pollSeconds?: number; lookMs?: number }) {
  const database = await openDatabase({ databaseUrl: server.databaseUrl })
  const queue = await createQueue(database, {
    ...options,
    onError: (error) => expect.unreachable(String(error)),
  })
  const started = { database, queue }
  open.push(started)
  return started
}

async function close({ database, queue }: (typeof open)[number]): Promise<void> {
  await queue.stop(1_000)
  await database.close()
}

/** A process that works, and the issues that it has looked at. */
async function startWorker(options: { pollSeconds?: number; lookMs?: number }) {
  const { queue } = await startProcess(options)
  const seen: string[] = []
  const handlers = { reconcile: async (issue: string) => void seen.push(issue), attempt: async () => {} }
  await queue.work(handlers, { reconciles: 8, attempts: 1 })
  // Who works on one job has begun to listen.
  await queue.wake('acme/ready#1')
  await vi.waitFor(() => expect(seen).toContain('acme/ready#1'), 10_000)
  seen.length = 0
  return seen
}

async function startSender() {
  const sender = await startProcess(NEVER)
  return {
    wake: sender.queue.wake,
    die: async () => {
      open.splice(open.indexOf(sender), 1)
      await close(sender)
    },
  }
}

it('a wake in a process that does no work reaches an idle worker elsewhere without its looking', async () => {
  const seen = await startWorker(NEVER)
  const { wake } = await startSender()
  const issues = Array.from({ length: 20 }, (_, index) => `acme/now#${index + 1}` as const)
  // Those of one moment have one notice.
  await Promise.all(issues.map((issue) => wake(issue)))
  await vi.waitFor(() => expect(seen.toSorted()).toEqual(issues.toSorted()), 10_000)
})

it('a wake for later is noticed elsewhere when it is due, though its process has ended', async () => {
  const seen = await startWorker(NEVER)
  const { wake, die } = await startSender()
  await Promise.all([wake('acme/soon#1', 900), wake('acme/soon#2', 400)])
  await die()
  await vi.waitFor(() => expect(seen).toEqual(['acme/soon#2', 'acme/soon#1']), 10_000)
})

it('of two wakes for later the earlier one counts, in whichever order and however they are written', async () => {
  const seen = await startWorker(NEVER)
  const { wake } = await startSender()
  await wake('acme/first#1', 3_600_000)
  await wake('acme/first#1', 200)
  await wake('acme/second#1', 200)
  await wake('acme/second#1', 3_600_000)
  await Promise.all([wake('acme/third#1', 3_600_000), wake('acme/third#1', 200)])
  await vi.waitFor(
    () => expect(seen.toSorted()).toEqual(['acme/first#1', 'acme/second#1', 'acme/third#1']),
    10_000,
  )
})

it('one that nobody heard of is found by looking, once it is due', async () => {
  const { wake, die } = await startSender()
  await wake('acme/unheard#1', 400)
  await die()
  const seen = await startWorker({ pollSeconds: NEVER.pollSeconds, lookMs: 200 })
  await vi.waitFor(() => expect(seen).toEqual(['acme/unheard#1']), 10_000)
})
