// A worker of the bench: takes attempts and looks from the Postgres it is given. An agent is the program `sleep`. Says what begins and ends.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { openDatabase } from '../../../src/adapters/storage/database.ts'
import { createQueue } from '../../../src/adapters/storage/jobs/create-queue.ts'

export interface Said {
  readonly what: 'ready' | 'begun' | 'ended'
  /** A run, or an issue that is looked at. */
  readonly of?: string
}

const [databaseUrl = '', places = '1', seconds = '1'] = process.argv.slice(2)
const say = (said: Said) => process.send?.(said)
const during = async (of: string, work: () => Promise<unknown>) => {
  say({ what: 'begun', of })
  await work()
  say({ what: 'ended', of })
}

const database = await openDatabase({ databaseUrl })
const queue = await createQueue(database, { onError: (error) => console.error(error) })
await queue.work(
  {
    reconcile: (issue) => during(issue, () => pause(Number(seconds) * 1_000)),
    attempt: ({ speculation }) => during(speculation, () => once(spawn('sleep', [seconds]), 'exit')),
  },
  { reconciles: Number(places), attempts: Number(places) },
)
say({ what: 'ready' })
process.once('disconnect', () => process.exit())
