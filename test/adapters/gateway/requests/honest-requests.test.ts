import { expect, it } from 'vitest'
import { ask, open, rawProvider } from '../support.ts'
import { HONEST } from './honest-requests.ts'

it.each(HONEST)('what $agent sends comes to its provider as it is', async ({ path, headers = {}, body }) => {
  const seen: { path: string; body: unknown; headers: Record<string, unknown> }[] = []
  const url = await rawProvider(async (request, response) => {
    const text = Buffer.concat(await request.toArray()).toString()
    seen.push({ path: request.url ?? '', body: JSON.parse(text), headers: request.headers })
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
  })
  const { gateway } = await open(url)
  const { status, text } = await ask(gateway, { path, headers, body })
  expect(status, text).toBe(200)
  expect(seen).toEqual([{ path, body, headers: expect.objectContaining(headers) }])
})

it('a web search that codex always asks for is all that is missing', async () => {
  const [codex] = HONEST.filter(({ agent }) => agent === 'codex')
  if (codex === undefined) throw new Error('there is no fixture')
  const bodies: unknown[] = []
  const url = await rawProvider(async (request, response) => {
    bodies.push(JSON.parse(Buffer.concat(await request.toArray()).toString()))
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
  })
  const { gateway } = await open(url)
  const search = { type: 'web_search', external_web_access: true, search_content_types: ['text', 'image'] }
  const tools = Array.isArray(codex.body.tools) ? codex.body.tools : []
  await ask(gateway, { path: codex.path, body: { ...codex.body, tools: [search, ...tools, search] } })
  expect(bodies).toEqual([codex.body])
})

it('what is refused is told to the agent and, once, to the log', async () => {
  const { gateway, logged } = await open('http://127.0.0.1:9')
  const call = { path: '/v1/messages', body: { model: 'm', container: 'container_1' } }
  const sentence =
    '`container` is not passed on: this field is not known to be harmless, and an attempt has no network but its model'
  for (const { text, headers } of [await ask(gateway, call), await ask(gateway, call)]) {
    expect(JSON.parse(text).error).toEqual({ type: 'permission_error', message: `speculate: ${sentence}` })
    expect(headers['x-should-retry']).toBe('false')
  }
  expect(logged).toEqual([`a call of a model was refused: ${sentence}`])
})

it('betas that open other ways stay here, whatever their date', async () => {
  let beta: unknown
  const url = await rawProvider((request, response) => {
    beta = request.headers['anthropic-beta']
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
  })
  const { gateway } = await open(url)
  const asked = [
    'mcp-client-2025-11-20',
    'effort-2027-01-01',
    'context-1m-2025-08-07',
    'files-api-2025-04-14',
    'code-execution-2025-05-22',
    'skills-2025-10-02',
    'fast-mode-2026-02-01',
    'server-side-fallback-2026-07-01',
    'web-fetch-2025-09-10',
    'Effort-2025-11-24',
    'interleaved-thinking-2025-05-14',
  ]
  await ask(gateway, {
    path: '/v1/messages',
    body: { model: 'm', messages: [] },
    headers: { 'anthropic-beta': asked.join(', '), 'openai-beta': 'responses_multi_agent=v1' },
  })
  expect(beta).toBe('effort-2027-01-01,interleaved-thinking-2025-05-14')
})
