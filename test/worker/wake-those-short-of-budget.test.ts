import { beforeEach, expect, it } from 'vitest'
import type { Speculation } from '../../src/domain/run/speculation.ts'
import type { Store } from '../../src/ports/store.ts'
import { wakeThoseShortOfBudget } from '../../src/worker/wake-those-short-of-budget.ts'
import { exampleAttempt, exampleSpeculation, exampleVerdict } from '../contracts/examples.ts'
import { createMemoryStore } from '../fakes/memory-store.ts'

const HOUR_MS = 3_600_000
/** An hour before the UTC day is over. */
const now = Date.parse('2026-01-01T23:00:00Z')
let store: Store
let woken: [issue: string, afterMs: number][]

beforeEach(() => {
  store = createMemoryStore()
  woken = []
})

it("E5: runs that may wait for the repository's day are looked at when an attempt of another run ends, and when the day is over", async () => {
  await begin(exampleSpeculation('acme', 2), 60)
  const busy = await begin(exampleSpeculation('acme', 3), 60)
  await store.insertAttempt(exampleAttempt(busy, 'alternative'))
  await begin(exampleSpeculation('acme', 4), 10_000)
  const decided = await begin(exampleSpeculation('acme', 5), 60)
  await store.recordVerdict(decided.id, exampleVerdict('one is left'))
  await begin(exampleSpeculation('elsewhere', 6), 60)
  await attemptEnds(await begin(exampleSpeculation('acme', 1), 60))
  expect(woken.toSorted()).toEqual([
    ['acme/payments#1', HOUR_MS],
    ['acme/payments#2', 0],
    ['acme/payments#2', HOUR_MS],
  ])
})

it('E5: nobody else is looked at when an attempt ends while the day has enough for everybody', async () => {
  await begin(exampleSpeculation('acme', 2), 600)
  await attemptEnds(await begin(exampleSpeculation('acme', 1), 600))
  expect(woken).toEqual([])
})

/** In a repository that has so many minutes a day. */
async function begin(run: Speculation, minutes: number): Promise<Speculation> {
  const budget = { ...run.settings.budget, repository_day: { minutes } }
  await store.insertSpeculation({ ...run, settings: { ...run.settings, budget } })
  return run
}

/** It might have used half an hour, and has used a minute. */
async function attemptEnds(run: Speculation): Promise<void> {
  const attempt = { ...exampleAttempt(run), grant: { seconds: 1_800 } }
  await store.insertAttempt(attempt)
  const failure = { kind: 'failure', failure: 'crashed', detail: 'It did.' } as const
  await store.endAttempt(
    attempt,
    new Date(now).toISOString(),
    { ...failure, usage: { seconds: 60 } },
    undefined,
  )
  const queue = { wake: async (key: string, afterMs = 0) => void woken.push([key, afterMs]) }
  await wakeThoseShortOfBudget(run.issue, attempt, { store, queue, clock: { now: () => now } })
}
