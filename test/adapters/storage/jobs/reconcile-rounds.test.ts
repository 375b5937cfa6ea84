import { describe, expect, it } from 'vitest'
import { createQueue } from '../../../../src/adapters/storage/jobs/create-queue.ts'
import type { IssueKey } from '../../../../src/domain/issue/issue.ts'
import { useDatabases } from '../databases.ts'

const databases = useDatabases()

describe.each(['pglite', 'postgres'] as const)('on %s', (engine) => {
  it('an account with two hundred issues to be looked at keeps no other waiting behind them', async () => {
    const database = databases[engine]()
    const queue = await createQueue(database, { onError: () => {} })
    await wakeAll(queue, 'busy', 200)
    await wakeAll(queue, 'quiet', 2)

    const order: string[] = []
    const all = Promise.withResolvers<void>()
    const reconcile = async (issue: IssueKey) => {
      // Who is woken later takes part in the round that is running.
      if (order.push(issue.split('/')[0] ?? '') === 10) await queue.wake('late/repo#1')
      if (order.length === 203) all.resolve()
    }
    await queue.work({ reconcile, attempt: async () => {} }, { reconciles: 1, attempts: 1 })
    await all.promise
    await queue.stop(1_000)
    expect(order.slice(0, 4)).toEqual(['busy', 'quiet', 'busy', 'quiet'])
    expect(order.slice(4, 10)).toEqual(Array(6).fill('busy'))
    expect(order[10]).toBe('late')
  })
})

async function wakeAll(queue: Awaited<ReturnType<typeof createQueue>>, account: string, many: number) {
  await Promise.all(Array.from({ length: many }, (_, index) => queue.wake(`${account}/repo#${index + 1}`)))
}
