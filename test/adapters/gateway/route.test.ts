import { describe, expect, it } from 'vitest'
import { routeOf } from '../../../src/adapters/gateway/route.ts'
import { ask, open, REAL_KEY, scriptedModel } from './support.ts'

describe('what is passed on', () => {
  it.each([
    ['POST', '/v1/messages', 'messages', 'generate'],
    ['POST', '/v1/messages?beta=true', 'messages', 'generate'],
    ['POST', '/messages', 'messages', 'generate'],
    ['POST', '/v1/messages/count_tokens', 'messages', 'count'],
    ['POST', '/v1/responses', 'responses', 'generate'],
    ['POST', '/v1/chat/completions', 'chat', 'generate'],
    ['POST', '/v1beta/models/gemini-2.5-pro:generateContent', 'gemini', 'generate'],
    ['POST', '/v1beta/models/gemini-2.5-pro:streamGenerateContent?alt=sse', 'gemini', 'generate'],
    ['POST', '/v1beta/models/gemini-2.5-pro:countTokens', 'gemini', 'count'],
    ['GET', '/v1/models', 'chat', 'models'],
    ['GET', '/v1/models/claude-sonnet-4-5', 'chat', 'models'],
    ['GET', '/v1beta/models?pageSize=50', 'chat', 'models'],
  ])('%s %s', (method, url, dialect, kind) => {
    expect(routeOf(method, url)).toMatchObject({ dialect, kind, target: url })
  })

  it.each([
    '/v1/files',
    '/v1/files/file-1/content',
    '/v1/batches',
    '/v1/messages/batches',
    '/v1/threads/thread-1/messages',
    '/v1/fine_tuning/jobs',
    '/v1/organization/admin_api_keys',
    '/v1/organizations/api_keys',
    '/v1/responses/resp-1',
    '/v1/responses/resp-1/cancel',
    '/v1/realtime',
    '/v1/embeddings',
    '/v1/images/generations',
    '/v1beta/models/m:embedContent',
    '/v1beta/models/m:batchGenerateContent',
    '/v1beta/models/m/../../files:generateContent',
    '/v1beta/models/%2e%2e:generateContent',
    '/v1beta/cachedContents',
    '/v1/messages/',
    '/v1//messages',
    '//v1/messages',
    '/v1/../v1/messages',
    '/v1/messages;x=1',
    '/v1/messages#x',
    '/v1/messages%00',
    '/x/v1/messages',
    'http://169.254.169.254/v1/messages',
    'http://elsewhere.example/v1/messages',
    'elsewhere.example:443',
    '*',
    '',
  ])('never POST or GET %j', (url) => {
    expect(routeOf('POST', url)).toBeUndefined()
    expect(routeOf('GET', url)).toBeUndefined()
  })

  it.each(['DELETE', 'PUT', 'PATCH', 'HEAD', 'OPTIONS', 'CONNECT', 'TRACE'])('never %s', (method) => {
    expect(routeOf(method, '/v1/messages')).toBeUndefined()
    expect(routeOf(method, '/v1/models/ft-ours')).toBeUndefined()
  })

  it('of the query only what is harmless', () => {
    const url = '/v1beta/models/m:generateContent?key=k&fields=candidates&alt=proto&access_token=t&alt=sse'
    expect(routeOf('POST', url)?.target).toBe('/v1beta/models/m:generateContent?alt=sse')
    expect(routeOf('GET', '/v1/models?__proto__=1&toString=2')?.target).toBe('/v1/models')
  })
})

it('paths, methods and hosts that lead elsewhere reach nobody', async () => {
  const model = await scriptedModel({ script: [{ text: 'Fine.' }] })
  const { gateway } = await open(model.url)
  for (const path of ['/v1/files', 'http://127.0.0.1:1/v1/messages', '//127.0.0.1:1/v1/messages']) {
    const { status, text } = await ask(gateway, { path, body: {} })
    expect(status).toBe(404)
    expect(JSON.parse(text).error.message).toContain('speculate: only calls of a model are passed on')
  }
  expect(model.calls).toHaveLength(0)
  const headers = { host: '169.254.169.254', 'x-forwarded-host': 'elsewhere.example' }
  expect((await ask(gateway, { path: '/v1/messages', headers, body: { model: 'm' } })).status).toBe(200)
  expect(model.calls[0]?.headers.host).toBe(new URL(model.url).host)
})

it('headers that choose who pays, another method or what is left out stay here', async () => {
  const model = await scriptedModel({ script: [{ text: 'Fine.' }] })
  const { gateway } = await open(model.url)
  await ask(gateway, {
    path: '/v1/responses',
    body: { model: 'm' },
    headers: {
      'openai-organization': 'org-other',
      'openai-project': 'proj-other',
      'x-goog-user-project': 'other',
      'x-goog-fieldmask': 'candidates',
      'x-http-method-override': 'DELETE',
      'proxy-authorization': 'Basic other',
      'accept-encoding': 'gzip',
      'anthropic-version': '2023-06-01',
      'x-stainless-lang': 'js',
    },
  })
  const { host, ...headers } = model.calls[0]?.headers ?? {}
  expect(headers).toEqual({
    authorization: `Bearer ${REAL_KEY}`,
    'accept-encoding': 'identity',
    'anthropic-version': '2023-06-01',
    'content-length': '13',
    'content-type': 'application/json',
    'x-stainless-lang': 'js',
    connection: 'close',
  })
})

it('lists of models and counts of tokens pass and cost nothing', async () => {
  const model = await scriptedModel({ script: [] })
  const { gateway } = await open(model.url, { budget: { usd: 1 } })
  expect((await ask(gateway, { method: 'GET', path: '/v1/models' })).status).toBe(200)
  expect((await ask(gateway, { path: '/v1/messages/count_tokens', body: {} })).text).toBe(
    '{"input_tokens":1}',
  )
  expect((await ask(gateway, { path: '/v1beta/models/m:countTokens', body: {} })).text).toBe(
    '{"totalTokens":1}',
  )
  expect(gateway.usage()).toEqual({ inputTokens: 0, outputTokens: 0, cachedInputTokens: 0, modelRequests: 0 })
})

it.each(['x-api-key', 'x-goog-api-key'] as const)(
  'the key goes where the provider wants it: %s',
  async (header) => {
    const model = await scriptedModel({ script: [{ text: 'Fine.' }] })
    const provider = { baseUrl: `${model.url}/`, key: REAL_KEY, variable: 'MODEL_KEY', header }
    const { gateway } = await open(model.url, { provider })
    expect((await ask(gateway, { path: '/v1/messages', body: { model: 'm' } })).status).toBe(200)
    expect(model.calls[0]?.headers).toMatchObject({ [header]: REAL_KEY })
    expect(model.calls[0]?.headers.authorization).toBeUndefined()
  },
)
