import { expect, it } from 'vitest'
import type { IssueRef } from '../src/domain/issue/issue.ts'
import { reconcileEarlier } from '../src/reconcile-earlier.ts'
import { noteAskedOnDraft } from '../src/snapshot/asked-on-drafts.ts'
import { aSpeculation } from './builders/run/speculation.ts'
import { createMemoryStore } from './fakes/memory-store.ts'

const issue: IssueRef = { owner: 'acme', repo: 'payments', number: 12 }

/** A look at what was asked on earlier runs of an issue with three; answers which whole runs were read. */
async function lookAt(askedOn: readonly number[]): Promise<readonly number[]> {
  const store = createMemoryStore()
  for (const run of [1, 2, 3])
    await store.insertSpeculation(aSpeculation({ id: `acme/payments#12.${run}`, issue, run }))
  for (const run of askedOn) await noteAskedOnDraft({ issue, run }, 'a delivery', store)
  const read: number[] = []
  const counting: typeof store = {
    ...store,
    latestSpeculation: async (of) => {
      if (askedOn.length === 0) throw new Error('The latest run was read')
      return store.latestSpeculation(of)
    },
    speculationAt: async (_, run) => {
      read.push(run)
      return undefined
    },
    earlierSpeculations: () => Promise.reject(new Error('All earlier runs were read')),
  }
  await reconcileEarlier('acme/payments#12', { store: counting } as Parameters<typeof reconcileEarlier>[1])
  await reconcileEarlier('acme/payments#12', { store: counting } as Parameters<typeof reconcileEarlier>[1])
  return read
}

it('reads no earlier run on whose drafts nobody has written a command', async () => {
  expect(await lookAt([])).toEqual([])
  expect(await lookAt([3])).toEqual([])
})

it('reads an earlier run once, and that one alone, where somebody has', async () => {
  expect(await lookAt([2])).toEqual([2])
})
