import { once } from 'node:events'
import { describe, expect, it, vi } from 'vitest'
import type { Database } from '../../../../../src/adapters/storage/database.ts'
import { createQueue } from '../../../../../src/adapters/storage/jobs/create-queue.ts'
import { deadLetters } from '../../../../../src/adapters/storage/jobs/operator/dead-letters.ts'
import type { QueueHandlers } from '../../../../../src/ports/queue.ts'
import { useDatabases } from '../../databases.ts'

const databases = useDatabases()
// Who looks at one issue takes no other.
const LIMITS = { reconciles: 1, attempts: 1 }
/** Longer than any test: who is not told, finds nothing. */
const NEVER = { pollSeconds: 86_400, lookMs: 86_400_000 }
const attemptOf = (number: number) => ({
  speculation: 'acme/stopped#1.1',
  candidate: 'minimal-change',
  number,
})

/** A worker, and which attempts it has begun; each lasts until the worker stops. */
async function startWorker(
  database: Database,
  handlers: Partial<QueueHandlers> = {},
  options: { pollSeconds?: number; lookMs?: number } = {},
) {
  const begun: number[] = []
  const queue = await createQueue(database, { ...options, onError: () => {} })
  const untilStopped: QueueHandlers['attempt'] = async ({ number }, signal) => {
    begun.push(number)
    if (!signal.aborted) await once(signal, 'abort')
    signal.throwIfAborted()
  }
  await queue.work({ reconcile: async () => {}, attempt: untilStopped, ...handlers }, LIMITS)
  return { queue, begun }
}

describe.each(['pglite', 'postgres'] as const)('on %s', (kind) => {
  it('O6: an attempt whose workers are stopped, however often, is begun again and has all its tries left', async () => {
    const database = databases[kind]()
    for (let times = 0; times < 6; times += 1) {
      const { queue, begun } = await startWorker(database)
      await queue.enqueueAttempt(attemptOf(1))
      await vi.waitFor(() => expect(begun).toEqual([1]), 10_000)
      await queue.stop(5_000)
    }
    expect(await deadLetters(database)).toEqual([])
    const ended: number[] = []
    const attempt = async ({ number }: { number: number }) => void ended.push(number)
    const { queue } = await startWorker(database, { attempt })
    await vi.waitFor(() => expect(ended).toEqual([1]), 10_000)
    await queue.stop(1_000)
  })
})

it('O6: an attempt that is given back begins at once on a worker that is idle, while a reconcile still ends', async () => {
  const database = databases.postgres()
  const [looking, looked] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const reconcile = () => {
    looking.resolve()
    return looked.promise
  }
  const stopping = await startWorker(database, { reconcile }, NEVER)
  await stopping.queue.enqueueAttempt(attemptOf(2))
  await stopping.queue.wake('acme/stopped#2')
  await vi.waitFor(() => expect(stopping.begun).toEqual([2]), 10_000)
  await looking.promise
  const ready = Promise.withResolvers<void>()
  const idle = await startWorker(database, { reconcile: async () => ready.resolve() }, NEVER)
  // Who works on one job has begun to listen.
  await idle.queue.wake('acme/ready#1')
  await ready.promise

  const stopped = stopping.queue.stop(60_000)
  await vi.waitFor(() => expect(idle.begun).toEqual([2]), 10_000)
  looked.resolve()
  await stopped
  await idle.queue.stop(1_000)
})

it('O6: a reconcile that does not end in time is begun again by another worker', async () => {
  const database = databases.postgres()
  const looking = Promise.withResolvers<void>()
  const reconcile = () => {
    looking.resolve()
    return new Promise<void>(() => {})
  }
  const { queue } = await startWorker(database, { reconcile })
  await queue.wake('acme/stopped#3')
  await looking.promise
  await queue.stop(100)
  const seen: string[] = []
  const other = await startWorker(database, { reconcile: async (issue) => void seen.push(issue) })
  await vi.waitFor(() => expect(seen).toContain('acme/stopped#3'), 10_000)
  await other.queue.stop(1_000)
})
