import { afterEach, beforeEach, expect, it } from 'vitest'
import { type OperatorServer, startOperatorServer } from '../../src/web/operator-server.ts'

const TOKEN = 'a token of more than sixteen characters'
let obstacle: string | undefined
let canCount: boolean
let server: OperatorServer

beforeEach(async () => {
  obstacle = undefined
  canCount = true
  const text = async () => {
    if (!canCount) throw new Error('the database is away')
    return 'speculate_runs_started_total 1\n'
  }
  server = await startOperatorServer({
    ...{ host: '127.0.0.1', port: 0, metricsToken: TOKEN },
    obstacle: async () => obstacle,
    metrics: { contentType: 'text/plain', text },
  })
})
afterEach(() => server.stop())

async function get(path: string, headers: Record<string, string> = {}) {
  const response = await fetch(server.url + path, { headers })
  return { status: response.status, text: await response.text() }
}

it('/healthz answers whatever the database does, and there is nothing else', async () => {
  obstacle = 'the database does not answer'
  expect(await get('/healthz')).toEqual({ status: 200, text: '{"status":"ok"}' })
  expect((await get('/api/github/webhooks')).status).toBe(404)
})

it('goes on when the numbers cannot be read', async () => {
  canCount = false
  expect((await get('/metrics')).status).toBe(500)
  canCount = true
  expect((await get('/metrics')).status).toBe(200)
})

it('/readyz says whether the database answers', async () => {
  expect(await get('/readyz')).toEqual({ status: 200, text: '{"status":"ok"}' })
  obstacle = 'the database does not answer'
  expect(await get('/readyz')).toEqual({ status: 503, text: '{"status":"the database does not answer"}' })
})

it.each([
  ['from this machine', {}, 200],
  ['through a proxy on this machine', { 'x-forwarded-for': '203.0.113.7' }, 401],
  [
    'through a proxy, with the token',
    { 'x-forwarded-for': '203.0.113.7', authorization: `Bearer ${TOKEN}` },
    200,
  ],
  ['with another token', { authorization: `Bearer ${TOKEN.replace('a', 'b')}` }, 401],
])('T16: /metrics %s', async (_, headers, status) => {
  const answer = await get('/metrics', headers)
  expect(answer.status).toBe(status)
  expect(answer.text.includes('speculate_runs_started_total')).toBe(status === 200)
})
