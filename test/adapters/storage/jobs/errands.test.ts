import { expect, it } from 'vitest'
import { openDatabase } from '../../../../src/adapters/storage/database.ts'
import { createQueue } from '../../../../src/adapters/storage/jobs/create-queue.ts'
import { queueDepth } from '../../../../src/adapters/storage/jobs/operator/queue-depth.ts'
import { temporaryFolder } from '../../../temporary-folder.ts'

it('has an errand that failed done again, but not one that the sweep asks for again', async () => {
  const database = await openDatabase({ dataDir: await temporaryFolder() })
  const told: string[] = []
  const failed = Promise.withResolvers<void>()
  const onError = (_: unknown, during: string) => {
    told.push(during)
    if (told.length === 2) failed.resolve()
  }
  const queue = await createQueue(database, { onError })
  const repository = { owner: 'acme', repo: 'shop' }
  await queue.errand({ kind: 'pass-ordinary', repository })
  await queue.errand({ kind: 'check-settings', repository, commit: 'c'.repeat(40) })
  const errand = async () => {
    throw new Error('GitHub is away')
  }
  const nothing = async () => {}
  await queue.work({ errand, reconcile: nothing, attempt: nothing }, { reconciles: 1, attempts: 1 })
  await failed.promise
  await queue.stop(1_000)
  expect(told.map((one) => one.split(' ')[0]).toSorted()).toEqual(['check-settings', 'pass-ordinary'])
  expect(await queueDepth(database)).toMatchObject([{ queue: 'errand', state: 'later', jobs: 1 }])
  await database.close()
})
