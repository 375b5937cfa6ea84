import { expect, it } from 'vitest'
import { failedLooks, noteFailedLooks } from '../../src/snapshot/failed-looks.ts'
import { createMemoryStore } from '../fakes/memory-store.ts'

const FAILED = { digest: 'abc', times: 2, until: 1_000 }

it('knows of the failed looks at an issue what was noted last, until one goes well', async () => {
  const store = createMemoryStore()
  expect(await failedLooks('acme/payments#7', store)).toBeUndefined()
  await noteFailedLooks('acme/payments#7', store, FAILED)
  expect(await failedLooks('acme/payments#7', store)).toEqual(FAILED)
  expect(await failedLooks('acme/payments#8', store)).toBeUndefined()
  await noteFailedLooks('acme/payments#7', store, undefined)
  expect(await failedLooks('acme/payments#7', store)).toBeUndefined()
})
