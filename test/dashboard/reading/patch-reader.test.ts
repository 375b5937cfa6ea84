import { setImmediate } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { createPatchReader } from '../../../src/dashboard/reading/patch-reader.ts'
import { competitors } from '../../../src/domain/candidate/competitor.ts'
import { aQueuedAttempt } from '../../builders/candidate/attempt.ts'
import { anOutcome } from '../../builders/candidate/outcome.ts'
import { aSpeculation } from '../../builders/run/speculation.ts'

const RUN = aSpeculation()
const CANDIDATES = competitors(RUN).map(({ id }) => id)

it('reads few patches at the same time, however many pages are open, and none for a page that is gone', async () => {
  const waiting: (() => void)[] = []
  const asked: string[] = []
  const read = createPatchReader({
    store: {
      attempts: async () =>
        CANDIDATES.map((id) => ({ ...aQueuedAttempt(id), status: 'ended', outcome: anOutcome(id) })),
      bundle: ({ candidate }) => {
        asked.push(candidate)
        return new Promise((resolve) => waiting.push(() => resolve(undefined)))
      },
    },
    kept: { dataDir: '/nowhere', transcripts: '/nowhere' },
    redact: async (value) => value,
  })
  const gone = new AbortController()
  const one = read(RUN, new AbortController().signal)
  const other = read(RUN, gone.signal)
  await setImmediate()
  expect(asked).toEqual(CANDIDATES.slice(0, 2))
  gone.abort()
  await expect(other).rejects.toThrow()
  for (let turn = 0; turn < 5; turn += 1) {
    for (const end of waiting.splice(0)) end()
    await setImmediate()
  }
  expect((await one).map(({ diff }) => diff)).toEqual(['dropped', 'dropped', 'dropped'])
  expect(asked).toEqual(CANDIDATES)
})
