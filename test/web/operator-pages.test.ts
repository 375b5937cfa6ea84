import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { operatorPages } from '../../src/web/operator-pages.ts'

const TOKEN = 'a token of more than sixteen characters'
let obstacle: string | undefined
let server: Server

beforeEach(async () => {
  obstacle = undefined
  const answer = operatorPages({
    obstacle: async () => obstacle,
    metrics: { contentType: 'text/plain', text: async () => 'speculate_runs_started_total 1\n' },
    metricsToken: TOKEN,
  })
  server = createServer(async (request, response) => {
    if (!(await answer(request, response))) response.writeHead(404).end()
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
})
afterEach(async () => server[Symbol.asyncDispose]())

async function get(path: string, headers: Record<string, string> = {}) {
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : ''
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { headers })
  return { status: response.status, text: await response.text() }
}

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
