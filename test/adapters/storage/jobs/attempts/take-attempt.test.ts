import { fromKysely, PgBoss } from 'pg-boss'
import { afterEach, describe, expect, it } from 'vitest'
import { enqueueAttempt } from '../../../../../src/adapters/storage/jobs/attempts/attempts.ts'
import { type Taking, takeAttempt } from '../../../../../src/adapters/storage/jobs/attempts/take-attempt.ts'
import { bossOptions } from '../../../../../src/adapters/storage/jobs/boss-options.ts'
import { createJobQueues } from '../../../../../src/adapters/storage/jobs/job-queues.ts'
import { useDatabases } from '../../databases.ts'

const databases = useDatabases()
const opened: PgBoss[] = []
afterEach(async () => {
  for (const boss of opened.splice(0)) {
    await boss.deleteAllJobs('attempt')
    await boss.stop({ graceful: false })
  }
})

describe.each(['pglite', 'postgres'] as const)('on %s', (engine) => {
  it('an account with a hundred attempts keeps another waiting for no more than the next place', async () => {
    const queue = await open()
    await queue.enqueue('busy/one', 50)
    await queue.enqueue('busy/two', 50)
    expect(await queue.take(4)).toEqual(['busy/one', 'busy/two', 'busy/one', 'busy/two'])
    await queue.enqueue('quiet/repo', 3)
    // As long as it has fewer under way.
    await queue.end('busy/one', 'busy/two')
    expect(await queue.take(2)).toEqual(['quiet/repo', 'quiet/repo'])
    await queue.end('quiet/repo')
    expect(await queue.take(1)).toEqual(['quiet/repo'])
    await queue.end('busy/one')
    expect(await queue.take(1)).toEqual(['busy/one'])
  })

  it('an account has one turn, however many repositories it has', async () => {
    const queue = await open()
    for (const repository of ['many/a', 'many/b', 'many/c', 'few/d']) await queue.enqueue(repository, 2)
    const order: string[] = []
    for (let turn = 0; turn < 8; turn += 1) {
      const [taken = ''] = await queue.take(1)
      order.push(taken)
      await queue.end(taken)
    }
    expect(order).toEqual([
      ...['many/a', 'few/d', 'many/b', 'few/d'],
      ...['many/c', 'many/a', 'many/b', 'many/c'],
    ])
  })

  it('two workers that look at the same time take two attempts', async () => {
    const [one, two] = [await open(), await open()]
    await one.enqueue('acme/a', 20)
    const taken = await Promise.all([one.take(10), two.take(10)])
    expect(taken.flat()).toHaveLength(20)
    expect(await one.take(1)).toEqual([])
  })

  it('leaves the attempts of a repository that has enough places', async () => {
    const queue = await open()
    await queue.enqueue('acme/full', 1)
    await queue.enqueue('acme/free', 1)
    expect(await queue.take(2, { except: ['acme/full'] })).toEqual(['acme/free'])
  })

  it('leaves attempts whose toolchain it cannot run, and takes those that need none', async () => {
    const queue = await open()
    await queue.enqueue('acme/a', 1, 'codex')
    await queue.enqueue('acme/b', 1, 'claude')
    await queue.enqueue('acme/c', 1)
    expect(await queue.take(3, { serves: ['claude'] })).toEqual(['acme/b', 'acme/c'])
    expect(await queue.take(1, { serves: [] })).toEqual([])
    expect(await queue.take(1, { serves: ['codex', 'claude'] })).toEqual(['acme/a'])
  })

  async function open() {
    const database = databases[engine]()
    const boss = new PgBoss(engine === 'pglite' ? bossOptions(database) : { db: fromKysely(database.kysely) })
    opened.push(boss)
    await boss.start()
    await createJobQueues(boss)
    const running: { readonly id: string; readonly retryCount: number; readonly group: string }[] = []
    let number = 0
    return {
      async enqueue(repository: string, many: number, needs?: string) {
        for (let count = 0; count < many; count += 1) {
          number += 1
          const key = { speculation: `${repository}#1.1`, candidate: 'minimal-change', number }
          await enqueueAttempt(boss, key, needs)
        }
      },
      /** Whose were taken, in that order. */
      async take(many: number, taking: Partial<Taking> = {}) {
        const taken: string[] = []
        for (let count = 0; count < many; count += 1) {
          const job = await takeAttempt(boss, database, { serves: undefined, except: [], ...taking })
          if (!job) break
          const group = job.groupId ?? ''
          running.push({ id: job.id, retryCount: job.retryCount, group })
          taken.push(group)
        }
        return taken
      },
      async end(...groups: readonly string[]) {
        for (const group of groups) {
          const at = running.findIndex((each) => each.group === group)
          const [job] = running.splice(at, 1)
          if (job) await boss.complete('attempt', job)
        }
      },
    }
  }
})
