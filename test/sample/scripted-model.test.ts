import { afterEach, describe, expect, it } from 'vitest'
import {
  type ScriptedAnswer,
  type ScriptedModel,
  startScriptedModel,
} from '../../src/sample/scripted-model.ts'

let model: ScriptedModel | undefined
afterEach(async () => {
  await model?.close()
})

const start = async (script: readonly ScriptedAnswer[], key?: string) => {
  model = await startScriptedModel({ script, ...(key === undefined ? {} : { key }), usage: { cached: 200 } })
  return model
}

const post = (url: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(url, { method: 'POST', body: JSON.stringify(body), headers })

/** One call per dialect: first step, then a conversation that holds one tool result. */
const CALLS = [
  {
    name: 'messages',
    path: '/v1/messages',
    body: { model: 'm', tools: [{ name: 'write' }] },
    first: { messages: [] },
    second: { messages: [{ role: 'user', content: [{ type: 'tool_result' }] }] },
    usage: '"input_tokens":1000,"cache_read_input_tokens":200',
  },
  {
    name: 'responses',
    path: '/v1/responses',
    body: { model: 'm', tools: [{ name: 'write' }] },
    first: { input: 'hello' },
    second: { input: [{ type: 'function_call' }, { type: 'function_call_output' }] },
    usage: '"input_tokens":1200,"input_tokens_details":{"cached_tokens":200}',
  },
  {
    name: 'chat',
    path: '/v1/chat/completions',
    body: { model: 'm', tools: [{ function: { name: 'write' } }], stream_options: { include_usage: true } },
    first: { messages: [] },
    second: { messages: [{ role: 'tool' }] },
    usage: '"prompt_tokens":1200',
  },
  {
    name: 'gemini',
    path: '/v1beta/models/m:streamGenerateContent?alt=sse',
    body: { tools: [{ functionDeclarations: [] }] },
    first: { contents: [] },
    second: { contents: [{ parts: [{ functionResponse: {} }] }] },
    usage: '"promptTokenCount":1200,"cachedContentTokenCount":200',
  },
]

describe.each(CALLS)('the scripted model, spoken to in $name', ({ path, body, first, second, usage }) => {
  it('takes the step from the conversation and tells the usage, streaming', async () => {
    const { url, calls } = await start([
      { tool: 'write', input: { path: 'a.txt', content: 'a text that is sent in several pieces' } },
      { text: 'Finished.' },
    ])
    const answer = await post(url + path, { ...body, ...first, stream: true })
    expect(answer.headers.get('content-type')).toBe('text/event-stream')
    const events = await answer.text()
    expect(events).toContain('"write"')
    expect(events).toContain(usage)
    expect(await (await post(url + path, { ...body, ...second, stream: true })).text()).toContain('Finished.')
    expect(calls.map(({ step }) => step)).toEqual([0, 1])
    expect(calls.every((call) => call.model === 'm' && call.hasTools && call.stream)).toBe(true)
  })

  it('answers in one piece, answers side questions, and ends after the script', async () => {
    const { url } = await start([{ text: 'First.' }])
    const whole = path.replace('streamGenerateContent?alt=sse', 'generateContent')
    const say = async (more: object) => (await post(url + whole, { ...body, ...more })).text()
    expect(await say(first)).toContain('First.')
    expect(await say(second)).toContain('Done.')
    expect(await say({ ...first, tools: [] })).toContain('Short title')
  })

  it('asks for its key and breaks when told to', async () => {
    const { url } = await start([{ text: 'a text of two pieces at least', cut: true }], 'sk-real')
    const request = { ...body, ...first, stream: true }
    expect((await post(url + path, request)).status).toBeLessThan(402)
    expect((await post(url + path, request, { authorization: 'Bearer wrong' })).ok).toBe(false)
    for (const header of ['x-api-key', 'x-goog-api-key', 'authorization']) {
      const value = header === 'authorization' ? 'Bearer sk-real' : 'sk-real'
      const answer = await post(url + path, request, { [header]: value })
      expect(answer.status).toBe(200)
      await expect(answer.text()).rejects.toThrow()
    }
  })
})

it('Gemini without `alt=sse` streams a JSON array', async () => {
  const { url } = await start([{ text: 'a text that needs more than one piece of it' }])
  const answer = await post(`${url}/v1beta/models/m:streamGenerateContent`, { tools: [{}] })
  expect(await answer.json()).toHaveLength(2)
})
