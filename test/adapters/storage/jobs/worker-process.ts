// A process of its own for the tests that kill one: takes attempts from the Postgres it is given, works on each for ever, and says of
// each that it has begun, and whether it was told to give it up, one per line, on its standard output.

import { openDatabase } from '../../../../src/adapters/storage/database.ts'
import { createQueue } from '../../../../src/adapters/storage/jobs/create-queue.ts'

const [databaseUrl = ''] = process.argv.slice(2)
const queue = await createQueue(await openDatabase({ databaseUrl }), { onError: console.error })
const begin = (what: string) => {
  process.stdout.write(`${what}\n`)
  return new Promise<void>(() => {})
}
await queue.work(
  {
    reconcile: begin,
    attempt: ({ number }, signal) => {
      signal.addEventListener('abort', () => process.stdout.write('given up\n'))
      return begin(`attempt ${number}`)
    },
  },
  { reconciles: 1, attempts: 1 },
)
process.stdout.write('ready\n')
