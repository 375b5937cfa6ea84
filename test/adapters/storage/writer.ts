// A process of its own for the tests that kill one: writes for ever into the data directory it is given, and says what
// has been acknowledged, one number per line, on its standard output.

import { createStore } from '../../../src/adapters/storage/create-store.ts'
import { openDatabase } from '../../../src/adapters/storage/database.ts'
import { createQueue } from '../../../src/adapters/storage/jobs/create-queue.ts'
import { exampleSpeculation, exampleTrace } from '../../contracts/examples.ts'

const [dataDir = ''] = process.argv.slice(2)
const database = await openDatabase({ dataDir })
const store = createStore(database)
const queue = await createQueue(database, { onError: console.error })
const speculation = exampleSpeculation('killed')
const both = [Promise.withResolvers<void>(), Promise.withResolvers<void>()] as const
const never = Promise.withResolvers<void>()

await queue.work(
  {
    reconcile: () => {
      both[0].resolve()
      return never.promise
    },
    attempt: () => {
      both[1].resolve()
      return never.promise
    },
  },
  { reconciles: 1, attempts: 1 },
)
await queue.wake('killed/running#1')
await queue.enqueueAttempt({ speculation: speculation.id, candidate: 'minimal-change', number: 1 })
await Promise.all(both.map(({ promise }) => promise))

for (let count = 1; ; count += 1) {
  await store.appendTraces(speculation.id, [exampleTrace(speculation, `candidate-${count}`, 'hold')])
  await queue.wake(`killed/waiting#${count}`)
  process.stdout.write(`${count}\n`)
}
