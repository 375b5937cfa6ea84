import { stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openGateway } from '../../../src/adapters/gateway/gateway.ts'
import { createRedactor } from '../../../src/adapters/redaction/create-redactor.ts'
import { chat } from '../../../src/sample/scripted-model/chat.ts'
import { gemini } from '../../../src/sample/scripted-model/gemini.ts'
import { messages } from '../../../src/sample/scripted-model/messages.ts'
import { responses } from '../../../src/sample/scripted-model/responses.ts'
import { ask, CALLS, linesOf, open, REAL_KEY, rawProvider, scriptedModel } from './support.ts'

const DIALECTS = { messages, responses, chat, gemini }
const USAGE = { input: 1_200, cached: 700, output: 90, reasoning: 40 }
const PRICES = { m: { input: 2, cached_input: 0.5, output: 10 } }
const COST = (500 * 2 + 700 * 0.5 + 90 * 10) / 1_000_000
const SCRIPT = [{ tool: 'write', input: { path: 'a.txt', content: 'a text that is sent in several pieces' } }]

describe.each(CALLS)('$dialect', ({ dialect, path, whole, body, streamed }) => {
  it('a stream passes byte for byte, is counted and priced', async () => {
    const reply = { text: 'Grüße, 世界 🌍 and more text than fits into one piece of it' }
    const events = DIALECTS[dialect].frames({ id: '1', model: 'm', reply, usage: USAGE, usageWanted: true })
    const url = await rawProvider((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      for (const frame of events) response.write(frame)
      response.end()
    })
    const { gateway, transcript } = await open(url, { prices: PRICES })
    const { status, headers, text } = await ask(gateway, { path, body: streamed })
    expect(status).toBe(200)
    expect(headers['content-type']).toBe('text/event-stream')
    expect(text).toBe(events.join(''))
    expect(gateway.usage()).toEqual({
      inputTokens: 1_200,
      outputTokens: 90,
      cachedInputTokens: 700,
      modelRequests: 1,
      models: ['m'],
      usd: expect.closeTo(COST, 9),
    })
    expect(gateway.refusal()).toBeUndefined()
    await gateway.close()
    expect(await linesOf(transcript)).toMatchObject([
      { model: 'm', status: 200, inputTokens: 1_200, outputTokens: 90, estimated: false },
    ])
  })

  it('an answer in one piece is counted alike', async () => {
    const model = await scriptedModel({ script: SCRIPT, usage: USAGE })
    const { gateway } = await open(model.url, { prices: PRICES })
    expect((await ask(gateway, { path: whole, body })).status).toBe(200)
    expect(gateway.usage()).toMatchObject({ inputTokens: 1_200, outputTokens: 90, cachedInputTokens: 700 })
    expect(gateway.usage().usd).toBeCloseTo(COST, 9)
  })

  it('the real key replaces whatever the agent sends, and comes back nowhere', async () => {
    const model = await scriptedModel({ script: SCRIPT })
    const { gateway } = await open(model.url)
    const answered = await ask(gateway, {
      path: `${path}${path.includes('?') ? '&' : '?'}key=agents-own`,
      body: streamed,
      headers: { 'x-api-key': 'agents-own', 'x-goog-api-key': 'agents-own', cookie: 'agents-own' },
    })
    expect(answered.status).toBe(200)
    const [call] = model.calls
    expect(call?.headers.authorization).toBe(`Bearer ${REAL_KEY}`)
    expect(JSON.stringify([call?.headers, call?.path])).not.toContain('agents-own')
    expect(JSON.stringify(answered)).not.toContain(REAL_KEY)
  })

  it('a budget that is used up is refused in the words of the dialect, and nothing is passed on', async () => {
    const model = await scriptedModel({ script: SCRIPT, usage: USAGE })
    const { gateway } = await open(model.url, { budget: { tokens: 1_000 } })
    expect((await ask(gateway, { path: whole, body })).status).toBe(200)
    const { status, headers, text } = await ask(gateway, { path, body: streamed })
    expect(status).toBe(429)
    expect(headers['x-should-retry']).toBe('false')
    expect(JSON.parse(text).error.message).toBe(
      'speculate: the budget of this attempt (1000 tokens) is used up',
    )
    expect(model.calls).toHaveLength(1)
    expect(gateway.usage().modelRequests).toBe(1)
    expect(gateway.refusal()).toEqual({
      failure: 'budget-spent',
      detail: 'the budget of this attempt (1000 tokens) is used up',
    })
  })

  it('a wrong key is told to the agent as it came and to the operator with the variable', async () => {
    const model = await scriptedModel({ script: SCRIPT, key: 'another-key-than-ours' })
    const { gateway } = await open(model.url)
    const { status, text } = await ask(gateway, { path, body })
    expect(status).toBe(dialect === 'gemini' ? 400 : 401)
    expect(text).not.toContain('speculate')
    expect(gateway.refusal()?.failure).toBe('model-unavailable')
    expect(gateway.refusal()?.detail).toMatch(
      /refused the key in MODEL_KEY \(40[01]\): set MODEL_KEY to a valid one/,
    )
    expect(gateway.usage()).toMatchObject({ inputTokens: 0, outputTokens: 0 })
  })
})

describe('the socket', () => {
  it('stands in a folder that nobody else may enter, and is gone after the end', async () => {
    const { gateway } = await open('http://127.0.0.1:9')
    const folder = dirname(gateway.socket)
    expect((await stat(folder)).mode & 0o777).toBe(0o700)
    expect(Buffer.byteLength(gateway.socket)).toBeLessThan(108)
    await gateway.close()
    await expect(stat(folder)).rejects.toThrow('ENOENT')
  })

  it.each(['', 'with space-0123456789', 'short', 'line\nbreak-0123456789'])(
    'no gateway for the key %j',
    async (key) => {
      const provider = {
        baseUrl: 'http://127.0.0.1:9',
        key,
        variable: 'MODEL_KEY',
        header: 'x-api-key',
      } as const
      const opened = openGateway({
        provider,
        budget: {},
        prices: {},
        transcript: undefined,
        redactor: createRedactor(),
        log: () => undefined,
      })
      await expect(opened).rejects.toThrow('MODEL_KEY')
    },
  )
})
