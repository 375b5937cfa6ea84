import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { RUN_STATES, type RunState } from '../../../src/adapters/storage/rows/finding/list-runs.ts'
import { type RunsQuery, readRuns } from '../../../src/dashboard/reading/read-runs.ts'
import type { RunPhase } from '../../../src/domain/run/run-overview.ts'
import { storeJudgedRun } from '../../builders/run/judged-run.ts'
import { aSpeculation } from '../../builders/run/speculation.ts'
import { NOW } from '../../builders/story.ts'
import { type ADashboard, aDashboard } from '../a-dashboard.ts'

// It opens a database.
vi.setConfig({ hookTimeout: 60_000 })

let dashboard: ADashboard

/** Beside those that every dashboard of the tests has: one of each end, and enough for two pages. */
beforeAll(async () => {
  dashboard = await aDashboard()
  const { store } = dashboard
  const [first, second] = [await storeJudgedRun(store, 2), await storeJudgedRun(store, 3)]
  await store.revoke(second.id, { cause: 'check-failed', reason: 'a check failed', at: NOW })
  await store.recordChoice(first.id, { kind: 'merged', candidate: 'one', at: NOW })
  for (const { id } of [first, second]) await store.settle(id, NOW)
  const { verdict } = (await store.latestSpeculation(first.issue)) ?? {}
  if (!verdict) throw new Error('no verdict')
  for (const number of [90, 91]) {
    const run = aSpeculation({ issue: { owner: 'acme', repo: 'cancelled', number } })
    await store.insertSpeculation(run)
    const decision = { kind: 'escalate', cause: 'withdrawn', reason: '`maya` cancelled the run.' } as const
    await store.recordVerdict(run.id, { ...verdict, decision })
    if (number === 90) await store.settle(run.id, NOW)
  }
  for (let number = 100; number < 145; number++) {
    const startedAt = new Date(Date.parse(NOW) - number * 60_000).toISOString()
    const run = aSpeculation({ issue: { owner: 'acme', repo: 'many', number }, startedAt })
    await store.insertSpeculation(run)
    if (number === 144) await store.settle(run.id, NOW)
  }
})
afterAll(() => dashboard?.close())

const read = (query: Partial<RunsQuery>) =>
  readRuns(dashboard, { repository: undefined, state: undefined, among: undefined, page: 1, ...query })

it('has under each state the runs whose badge says so, each under one', async () => {
  const found = new Map<string, readonly string[]>()
  for (const state of RUN_STATES) {
    const [one, two] = [await read({ state }), await read({ state, page: 2 })]
    for (const { speculation, phase } of [...one.runs, ...two.runs]) {
      expect(STATES[phase], speculation.id).toBe(state)
      found.set(speculation.id, [...(found.get(speculation.id) ?? []), state])
    }
  }
  expect(found.size).toBe(51)
  expect([...found.values()].every(({ length }) => length === 1)).toBe(true)
  expect(new Set([...found.values()].flat())).toEqual(new Set(RUN_STATES))
})

const STATES: Readonly<Record<RunPhase, RunState>> = {
  ...{ planning: 'open', writing: 'open', checking: 'open', proving: 'open' },
  ...{ distinguishing: 'open', reviewing: 'open', applying: 'open' },
  ...{ promoted: 'promoted', escalated: 'human', 'taken-back': 'human' },
  ...{ 'set-aside': 'set-aside', ended: 'ended' },
}

it('goes on to earlier runs, page by page', async () => {
  const repository = { owner: 'acme', repo: 'many' }
  const [one, two, three] = [
    await read({ repository }),
    await read({ repository, page: 2 }),
    await read({ repository, page: 3 }),
  ]
  expect([one, two, three].map(({ runs, hasEarlier }) => [runs.length, hasEarlier])).toEqual([
    [40, true],
    [5, false],
    [0, false],
  ])
  expect(two.runs.map(({ speculation }) => speculation.issue.number)).toEqual([140, 141, 142, 143, 144])
  expect(one.version).not.toBe(two.version)
})

it('offers what has runs, and of it only what the viewer may see', async () => {
  expect((await read({})).repositories).toEqual(['acme/cancelled', 'acme/many', 'acme/payments', 'acme/shop'])
  const among = [{ id: 'R_1', owner: 'ACME', repo: 'Shop' }]
  expect((await read({ among })).repositories).toEqual(['acme/shop'])
  expect((await read({ among: [] })).repositories).toEqual([])
})
