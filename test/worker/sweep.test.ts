import { afterEach, expect, it, vi } from 'vitest'
import type { IssueKey } from '../../src/domain/issue/issue.ts'
import { askedOnDrafts, noteAskedOnDraft } from '../../src/snapshot/asked-on-drafts.ts'
import { repositoriesChanged } from '../../src/worker/repositories-changed.ts'
import { keepSweeping, type SweepOptions } from '../../src/worker/sweep.ts'
import { aSpeculation } from '../builders/run/speculation.ts'
import { idleQueue } from '../fakes/idle-queue.ts'
import { createMemoryStore } from '../fakes/memory-store.ts'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
const issue = { owner: 'acme', repo: 'payments', number: 12 }

let stopping = new AbortController()
afterEach(() => {
  stopping.abort()
  stopping = new AbortController()
})

it('wakes an issue with the label once while it stays as it is, and forgets it when the label is gone', async () => {
  let now = Date.parse('2026-05-05T12:00:00.000Z')
  const one = { issue, updatedAt: new Date(now).toISOString(), by: 'label' as const }
  const labelled = [[one], [one], [], [one]]
  const wokenByLook: IssueKey[][] = []
  const sweep: SweepOptions = {
    store: createMemoryStore(),
    queue: { ...idleQueue, wake: async (key) => void wokenByLook.at(-1)?.push(key) },
    clock: { now: () => now },
    log: () => {},
    askingIssues: async () => {
      wokenByLook.push([])
      // The next look is due.
      now += 4 * DAY_MS
      return { found: labelled[wokenByLook.length - 1] ?? [], isWhole: true }
    },
    redeliverFailed: async () => ({ asked: 0 }),
    everyMs: 1,
  }
  void keepSweeping(sweep, stopping.signal)
  await vi.waitUntil(() => wokenByLook.length > labelled.length)
  expect(wokenByLook.slice(0, labelled.length)).toEqual([['acme/payments#12'], [], [], ['acme/payments#12']])
})

it('looks for labels at once where the App has changed', async () => {
  const store = createMemoryStore()
  let looks = 0
  let sweeps = 0
  const sweep: SweepOptions = {
    store,
    queue: idleQueue,
    clock: { now: () => Date.parse('2026-05-05T12:00:00.000Z') },
    log: () => {},
    askingIssues: async () => {
      looks += 1
      return { found: [], isWhole: true }
    },
    redeliverFailed: async () => {
      sweeps += 1
      return { asked: 0 }
    },
    everyMs: 1,
  }
  void keepSweeping(sweep, stopping.signal)
  await vi.waitUntil(() => sweeps > 3)
  expect(looks).toBe(1)
  await repositoriesChanged({ owner: 'acme' }, store, '2026-05-05T12:00:01.000Z')
  await vi.waitUntil(() => looks > 1)
})

it('looks for what was written since the last look that has seen every installation, and wakes for each writing once', async () => {
  let now = Date.parse('2026-05-05T12:00:00.000Z')
  const start = now
  const one = { issue, updatedAt: '2026-05-05T12:01:00.000Z', by: 'words' as const }
  const since: number[] = []
  const woken: IssueKey[] = []
  const sweep: SweepOptions = {
    store: createMemoryStore(),
    queue: { ...idleQueue, wake: async (key) => void woken.push(key) },
    clock: { now: () => now },
    log: () => {},
    askingIssues: async (at) => {
      since.push((Date.parse(at) - start) / MINUTE_MS)
      now += 10 * MINUTE_MS
      return { found: since.length === 1 ? [] : [one], isWhole: since.length !== 2 }
    },
    redeliverFailed: async () => ({ asked: 0 }),
    everyMs: 1,
  }
  void keepSweeping(sweep, stopping.signal)
  await vi.waitUntil(() => since.length > 4)
  expect(since.slice(0, 4)).toEqual([-5, -5, -5, 15])
  expect(woken).toEqual(['acme/payments#12'])
})

it('notes on the drafts of which run somebody has asked for something, and wakes its issue once for it', async () => {
  let now = Date.parse('2026-05-05T12:00:00.000Z')
  const one = { issue, updatedAt: '2026-05-05T12:01:00.000Z', by: 'draft' as const, run: 1 }
  const store = createMemoryStore()
  await store.insertSpeculation(
    aSpeculation({ issue, settledAt: '2026-05-05T11:00:00.000Z', archivedAt: '2026-05-05T11:00:00.000Z' }),
  )
  let looks = 0
  const woken: IssueKey[] = []
  const sweep: SweepOptions = {
    store,
    queue: { ...idleQueue, wake: async (key) => void woken.push(key) },
    clock: { now: () => now },
    log: () => {},
    askingIssues: async () => {
      looks += 1
      now += 10 * MINUTE_MS
      return { found: [one], isWhole: true }
    },
    redeliverFailed: async () => ({ asked: 0 }),
    everyMs: 1,
  }
  void keepSweeping(sweep, stopping.signal)
  await vi.waitUntil(() => looks > 3)
  expect(woken).toEqual(['acme/payments#12'])
  const run = { issue, run: 1 }
  const [asked] = await askedOnDrafts([run], store)
  await asked?.noteLookedAt()
  expect(asked?.place).toBe(run)
  expect(await askedOnDrafts([run], store)).toEqual([])
  // Of a run that never was nothing is kept.
  const none = { issue, run: 2 }
  await noteAskedOnDraft(none, 'a delivery', store)
  expect(await askedOnDrafts([none], store)).toEqual([])
})
