import { describe, expect, it } from 'vitest'
import { createPacer, type PacedRequest } from '../../../src/adapters/github/pacing/create-pacer.ts'
import { databaseLedgers } from '../../../src/adapters/storage/database-ledgers.ts'
import { useDatabases } from './databases.ts'

const databases = useDatabases()
const QUERY: PacedRequest = {
  cost: { rest: 0, graphql: 1, creations: 0 },
  urgency: 'urgent',
  key: 'acme/payments#1',
  patienceMs: 0,
}

describe.each(['pglite', 'postgres'] as const)('ledgers in %s', (engine) => {
  const ledgers = () => databaseLedgers(databases[engine]())

  it('lose no change of four processes that change one at the same time', async () => {
    const four = [1, 2, 3, 4].map(ledgers)
    const edits = Array.from({ length: 24 }, (_, index) =>
      four[index % 4]?.edit('counted', (ledger) => ({
        ledger: { ...ledger, refusals: ledger.refusals + 1 },
        answer: undefined,
      })),
    )
    await Promise.all(edits)
    const count = await ledgers().edit('counted', (ledger) => ({ ledger, answer: ledger.refusals }))
    expect(count).toBe(24)
  })

  it('show everybody the newest before they are told to wait', async () => {
    const [mine, other] = [createPacer(ledgers()), createPacer(ledgers())]
    const places = await Promise.all(Array.from({ length: 100 }, () => mine.take('shared', QUERY)))
    expect(await other.take('shared', QUERY)).toHaveProperty('waitMs')
    for (const place of places) if (!('waitMs' in place)) place.end(undefined)
    await mine.idle()
    expect(await other.take('shared', QUERY)).not.toHaveProperty('waitMs')
    await other.idle()
  })

  it('tell the time of the database, the same for every process', async () => {
    const times = await Promise.all(
      [1, 2].map(() => ledgers().edit('time', (ledger, now) => ({ ledger, answer: now }))),
    )
    for (const time of times) expect(Math.abs(time - Date.now())).toBeLessThan(60_000)
  })
})
