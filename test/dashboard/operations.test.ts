import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createQueue } from '../../src/adapters/storage/jobs/create-queue.ts'
import { deadLetters } from '../../src/adapters/storage/jobs/operator/dead-letters.ts'
import type { Viewer } from '../../src/dashboard/access/viewer.ts'
import { failForGood } from '../adapters/storage/jobs/fail-for-good.ts'
import { type ADashboard, aDashboard } from './a-dashboard.ts'

// It opens a database, and starts its queue.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

let viewer: Viewer
let dashboard: ADashboard
let queue: Awaited<ReturnType<typeof createQueue>>
const said: string[] = []

const OPERATOR: Viewer = { login: 'maya', isOperator: true, repositories: [], formKey: 'the key' }

beforeAll(async () => {
  viewer = OPERATOR
  dashboard = await aDashboard({
    access: () => ({ viewerOf: async () => viewer }),
    log: (message) => said.push(message),
  })
  queue = await createQueue(dashboard.database, { onError: () => {} })
  for (const number of [1, 2]) {
    await queue.enqueueAttempt({ speculation: 'acme/shop#31.1', candidate: 'one', number })
    await failForGood(dashboard.database)
  }
  await queue.wake('acme/shop#31')
})
afterAll(async () => {
  await queue?.stop(1_000)
  await dashboard?.close()
})

const act = (path: string, form: Record<string, string>) => dashboard.post(`/operations/${path}`, form)
const failedIds = async () => (await deadLetters(dashboard.database)).map(({ id }) => id)

describe('an operator', () => {
  it('sees the queue, and what has failed for good with its reason as text', async () => {
    const page = await (await dashboard.get('/operations')).text()
    expect(page).toContain('attempt 1 of one in acme/shop#31.1')
    expect(page).toContain('the disk')
    expect(page).not.toContain('\u001b')
    expect(page).toContain('<td>reconcile</td>')
  })

  it('has a job tried again, and another one removed, which the log says', async () => {
    const [first = '', second = ''] = await failedIds()
    const redriven = await act('redrive', { key: 'the key', id: first })
    expect(redriven.headers.get('location')).toBe('/operations?done=put-back')
    await act('drop', { key: 'the key', id: second })
    expect(await failedIds()).toEqual([])
    expect(said).toEqual([
      `maya has the failed job ${first} tried again`,
      `maya has the failed job ${second} removed`,
    ])
    expect(await (await dashboard.get('/operations?done=removed')).text()).toContain('The job was removed.')
  })

  it.each([
    { key: 'guessed', id: '1f0c2a3b-0000-0000-0000-000000000000' },
    { key: 'the key', id: "' or true --" },
    {},
  ])('does nothing by a form of somebody else: %o', async (form) => {
    expect((await act('drop', form)).status).toBe(403)
  })
})

it.each([
  [
    413,
    'more in it than any of ours',
    { 'content-type': 'application/x-www-form-urlencoded' },
    'x'.repeat(20_000),
  ],
  [403, 'Load the page again', { 'content-type': 'multipart/form-data; boundary=x' }, '--x'],
  [403, 'Load the page again', { 'content-type': 'application/json' }, '{"key":"the key"}'],
])('answers %i to what is no form of ours, and says %j', async (status, words, headers, body) => {
  const answer = await dashboard.send('/operations/drop', { method: 'POST', headers, body })
  expect(answer.status).toBe(status)
  expect(await answer.text()).toContain(words)
})

it('nobody else learns that there is such a page', async () => {
  viewer = { ...OPERATOR, isOperator: false }
  expect((await dashboard.get('/operations')).status).toBe(404)
  expect((await act('redrive', { key: 'the key', id: '1f0c2a3b-0000-0000-0000-000000000000' })).status).toBe(
    404,
  )
  expect((await act('redrive', { key: 'x'.repeat(20_000) })).status).toBe(404)
  expect(await (await dashboard.get('/runs')).text()).not.toContain('Operations')
  viewer = OPERATOR
})

it('says that a page cannot be made, and not why', async () => {
  const failing = await aDashboard({ log: () => {} })
  await failing.close()
  const answer = await failing.get('/runs')
  expect(answer.status).toBe(503)
  expect(await answer.text()).not.toMatch(/pool|ECONN|postgres/i)
})
