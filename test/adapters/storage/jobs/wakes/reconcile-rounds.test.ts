import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { createQueue } from '../../../../../src/adapters/storage/jobs/create-queue.ts'
import { reconcileRounds } from '../../../../../src/adapters/storage/jobs/wakes/reconcile-rounds.ts'
import type { IssueKey } from '../../../../../src/domain/issue/issue.ts'
import { useDatabases } from '../../databases.ts'

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

  it('the rounds of an account follow one another while something waits, one wake after the other, and begin anew after that', async () => {
    const database = databases[engine]()
    const queue = await createQueue(database, { onError: () => {} })
    const roundsOf = reconcileRounds(database)
    const round = async (issue: IssueKey) => (await roundsOf([issue])).get(issue)
    await queue.wake('acme/a#1')
    expect([await round('acme/a#2'), await round('acme/a#3'), await round('other/b#1')]).toEqual([0, -1, 0])
    await sql`update pgboss.job set priority = -1, state = 'active' where name = 'reconcile' and state = 'created'`.execute(
      database.kysely,
    )
    expect([await round('acme/a#4'), await round('other/b#2'), await round('new/c#1')]).toEqual([-2, -1, -1])
    await sql`delete from pgboss.job where name = 'reconcile'`.execute(database.kysely)
    expect(await round('acme/a#5')).toBe(0)
    await queue.stop(100)
  })
})

async function wakeAll(queue: Awaited<ReturnType<typeof createQueue>>, account: string, many: number) {
  await Promise.all(Array.from({ length: many }, (_, index) => queue.wake(`${account}/repo#${index + 1}`)))
}
