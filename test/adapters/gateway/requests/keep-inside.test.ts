import { describe, expect, it } from 'vitest'
import { inspectRequest } from '../../../../src/adapters/gateway/requests/inspect-request.ts'
import { routeOf } from '../../../../src/adapters/gateway/route.ts'

const PATHS = {
  messages: '/v1/messages',
  responses: '/v1/responses',
  chat: '/v1/chat/completions',
  gemini: '/v1beta/models/m:generateContent',
}

function inspect(dialect: keyof typeof PATHS, body: unknown) {
  const route = routeOf('POST', PATHS[dialect])
  if (route === undefined) throw new Error('no route')
  return inspectRequest(route, Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)))
}

const sent = (dialect: keyof typeof PATHS, body: unknown) => {
  const inspected = inspect(dialect, body)
  return inspected.kind === 'fine' ? JSON.parse(inspected.body.toString()) : inspected.detail
}

describe('a request', () => {
  it.each(['messages', 'responses', 'gemini', 'chat'] as const)('passes as it is: %s', (dialect) => {
    const body =
      ' {"model" : "m", "stream":true,"stream_options":{"include_usage":true}, "tools":[{"type":"function"}],\n"x":1e2}'
    expect(inspect(dialect, body)).toMatchObject({ kind: 'fine', model: 'm' })
    const inspected = inspect(dialect, body)
    expect(inspected.kind === 'fine' && inspected.body.toString()).toBe(body)
  })

  it('of Chat Completions that streams is asked for its usage, and else left alone', () => {
    const text = '{ "stream":true, "x": 1e2 }'
    const inspected = inspect('chat', text)
    expect(inspected.kind === 'fine' && inspected.body.toString()).toBe(
      '{"stream_options":{"include_usage":true}, "stream":true, "x": 1e2 }',
    )
    const options = { stream: true, stream_options: { include_usage: false, other: 1 } }
    expect(sent('chat', options)).toEqual({ stream: true, stream_options: { include_usage: true, other: 1 } })
    expect(sent('chat', { stream: false })).toEqual({ stream: false })
  })

  it.each(['', 'null', '[]', '"x"', '{', '\u0000'])('that is no JSON object is refused: %j', (body) => {
    expect(inspect('chat', body)).toMatchObject({ kind: 'refused', status: 400 })
  })

  it('for an answer in the background is refused: nobody could count it', () => {
    expect(inspect('responses', { background: true })).toMatchObject({ kind: 'refused', status: 403 })
  })
})

describe('no network through the model', () => {
  it.each([
    ['messages', { type: 'web_search_20250305' }, { name: 'write' }],
    ['messages', { type: 'web_fetch_20250910' }, { type: 'custom', name: 'write' }],
    ['messages', { type: 'code_execution_20250522' }, { type: 'bash_20250124' }],
    ['responses', { type: 'web_search', external_web_access: true }, { type: 'function' }],
    ['responses', { type: 'web_search_preview' }, { type: 'custom' }],
    ['responses', { type: 'mcp', server_url: 'https://x.example' }, { type: 'local_shell' }],
    ['responses', { type: 'code_interpreter' }, { type: 'function' }],
    ['gemini', { googleSearch: {} }, { functionDeclarations: [] }],
    ['gemini', { url_context: {} }, { functionDeclarations: [] }],
  ] as const)('%s: %j is taken out, or refused when it is all that is wanted', (dialect, outward, inward) => {
    expect(sent(dialect, { tools: [outward, inward], x: 1 })).toEqual({ tools: [inward], x: 1 })
    expect(inspect(dialect, { tools: [outward] })).toMatchObject({ kind: 'refused', status: 403 })
  })

  it('a Gemini tool keeps what stays inside', () => {
    expect(sent('gemini', { tools: [{ googleSearch: {}, functionDeclarations: [1] }] })).toEqual({
      tools: [{ functionDeclarations: [1] }],
    })
  })

  it.each([
    ['messages', { mcp_servers: [{ url: 'https://x.example' }] }],
    ['chat', { web_search_options: { x: 1 } }],
    ['chat', { plugins: [{ id: 'web' }] }],
    [
      'messages',
      {
        messages: [
          { content: [{ type: 'image', source: { type: 'url', url: 'https://x.example/?secret' } }] },
        ],
      },
    ],
    [
      'messages',
      {
        messages: [
          { content: [{ type: 'tool_result', content: [{ source: { url: 'http://x.example' } }] }] },
        ],
      },
    ],
    ['responses', { input: [{ content: [{ type: 'input_image', image_url: 'HTTPS://x.example' }] }] }],
    ['responses', { input: [{ content: [{ type: 'input_file', file_url: 'https://x.example' }] }] }],
    ['responses', { input: [{ output: [{ type: 'input_image', image_url: 'https://x.example' }] }] }],
    ['chat', { messages: [{ content: [{ image_url: { url: 'https://x.example' } }] }] }],
    ['gemini', { contents: [{ parts: [{ fileData: { fileUri: 'https://x.example' } }] }] }],
  ] as const)('%s: %j is refused', (dialect, body) => {
    expect(inspect(dialect, body)).toMatchObject({ kind: 'refused', status: 403 })
  })

  it.each([
    ['messages', { mcp_servers: [], messages: [{ content: 'see https://x.example' }] }],
    [
      'messages',
      { messages: [{ content: [{ type: 'tool_use', input: { source: { url: 'https://x.example' } } }] }] },
    ],
    ['chat', { messages: [{ content: [{ image_url: { url: 'data:image/png;base64,AAAA' } }] }] }],
    ['responses', { input: 'https://x.example' }],
  ] as const)('%s: %j passes', (dialect, body) => {
    expect(sent(dialect, body)).toEqual(body)
  })
})
