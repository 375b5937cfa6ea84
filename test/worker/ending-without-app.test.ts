import { beforeEach, describe, expect, it } from 'vitest'
import type { IssueKey } from '../../src/domain/issue/issue.ts'
import { ForgeError, NotInstalled } from '../../src/ports/forge-errors.ts'
import type { Store } from '../../src/ports/store.ts'
import { endingWithoutApp } from '../../src/worker/ending-without-app.ts'
import { exampleAttempt, exampleSpeculation, exampleVerdict } from '../contracts/examples.ts'
import { createMemoryStore } from '../fakes/memory-store.ts'

const run = exampleSpeculation('acme')
const key: IssueKey = 'acme/payments#12'
const away = () => Promise.reject(new NotInstalled({ owner: 'acme', repo: 'payments' }))
const well = () => Promise.resolve()

let store: Store
let now: number
const logged: string[] = []
const observed: string[] = []
const woken: number[] = []

beforeEach(async () => {
  store = createMemoryStore()
  await store.insertSpeculation(run)
  await store.insertAttempt(exampleAttempt(run))
  now = Date.parse('2026-01-01T12:00:00Z')
  logged.length = 0
  observed.length = 0
  woken.length = 0
})

const look = (how: () => Promise<void>) =>
  endingWithoutApp(
    key,
    {
      store,
      queue: { wake: async (_issue, wait = 0) => void woken.push(wait), dropAttempt: async () => {} },
      clock: { now: () => now },
      log: (message) => logged.push(message),
      observe: ({ event }) => observed.push(event),
    },
    how,
  )
const runNow = async () => store.latestSpeculation(run.issue)

describe('O16: a look that finds the App uninstalled', () => {
  it('looks again before it ends the run', async () => {
    await look(away)
    expect(woken).toEqual([45_000])
    now += 20_000
    await look(away)
    expect(woken).toEqual([45_000, 25_000])
    expect((await runNow())?.settledAt).toBeUndefined()
  })

  it('ends the run the next time: its agents, its looks and its log, in words', async () => {
    await look(away)
    now += 45_000
    await look(away)
    expect(await runNow()).toMatchObject({
      settledAt: '2026-01-01T12:00:45.000Z',
      archivedAt: '2026-01-01T12:00:45.000Z',
    })
    const [attempt] = await store.attempts(run.id)
    expect(attempt).toMatchObject({ status: 'ended', outcome: { failure: 'cancelled' } })
    expect(await store.openIssues(new Date(now).toISOString())).toEqual([])
    expect(logged).toEqual([
      `${run.id}: ended, because the App is not installed on acme/payments; what it has opened there stays as it is`,
    ])
    const { entries } = await store.auditLog(run.id)
    expect(entries.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['attempt-ended', 'ended', 'settled', 'archived']),
    )
  })

  it('tells of what it ends, as any other look does', async () => {
    await look(away)
    now += 45_000
    await look(away)
    expect(observed).toEqual(['attempt-given-up', 'settled', 'archived'])
  })

  it('does not end a run for an App that was away and has come back', async () => {
    await look(away)
    await look(well)
    now += 3_600_000
    await look(away)
    expect((await runNow())?.settledAt).toBeUndefined()
  })

  it('leaves a promotion as it was said, and tries again a day later', async () => {
    await store.recordVerdict(run.id, exampleVerdict('nobody'))
    await store.settle(run.id, '2026-01-01T11:00:00.000Z')
    await look(away)
    now += 45_000
    await look(away)
    expect((await runNow())?.settledAt).toBe('2026-01-01T11:00:00.000Z')
    expect(logged).toEqual([])
    const { entries } = await store.auditLog(run.id)
    expect(entries.map(({ kind }) => kind)).not.toContain('ended')
  })

  it('says of an issue without a run that it is left alone', async () => {
    store = createMemoryStore()
    await look(away)
    expect(logged).toEqual([`${key}: left alone, because the App is not installed on acme/payments`])
    expect(woken).toEqual([])
  })

  it('is no other error', async () => {
    const other = new ForgeError('not-found', 'Not Found')
    await expect(look(() => Promise.reject(other))).rejects.toBe(other)
  })
})
