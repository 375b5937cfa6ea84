import { expect, it } from 'vitest'
import { allOrNothing } from '../../../src/adapters/storage/all-or-nothing.ts'
import { createStore } from '../../../src/adapters/storage/create-store.ts'
import type { Store } from '../../../src/ports/store.ts'
import {
  AT,
  exampleAttempt,
  examplePatch,
  exampleSpeculation,
  exampleVerdict,
} from '../../contracts/examples.ts'
import { useDatabases } from './databases.ts'

const databases = useDatabases()

async function writeRun(store: Store, owner: string): Promise<void> {
  const run = exampleSpeculation(owner)
  await store.insertSpeculation(run)
  await store.insertAttempt(exampleAttempt(run))
  await store.endAttempt(exampleAttempt(run), AT, examplePatch(), undefined)
  await store.recordVerdict(run.id, exampleVerdict('It passed.'))
}

async function leftOf(store: Store, owner: string) {
  const { id } = exampleSpeculation(owner)
  const { entries } = await store.auditLog(id)
  return {
    issue: await store.issueOf(id),
    attempts: (await store.attempts(id)).length,
    log: entries.map(({ kind }) => kind),
  }
}

it.each(['pglite', 'postgres'] as const)(
  'of what is written at once all is there afterwards, or nothing, on %s',
  async (kind) => {
    const database = databases[kind]()
    const store = createStore(database)
    const cut = allOrNothing(database, async (inside) => {
      await writeRun(inside, 'cut')
      throw new Error('cut off')
    })
    await expect(cut).rejects.toThrow('cut off')
    await allOrNothing(database, (inside) => writeRun(inside, 'whole'))
    expect(await leftOf(store, 'cut')).toEqual({ issue: undefined, attempts: 0, log: [] })
    expect(await leftOf(store, 'whole')).toEqual({
      ...{ issue: exampleSpeculation('whole').issue, attempts: 1 },
      log: ['started', 'attempt-ended', 'verdict'],
    })
  },
)
