import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countAnswer } from '../../../src/adapters/gateway/answers/count-answer.ts'
import { maskKey } from '../../../src/adapters/gateway/answers/mask-key.ts'
import { chat } from '../../../src/sample/scripted-model/chat.ts'
import { gemini } from '../../../src/sample/scripted-model/gemini.ts'
import { messages } from '../../../src/sample/scripted-model/messages.ts'
import { responses } from '../../../src/sample/scripted-model/responses.ts'
import { ask, event, open, REAL_KEY, rawProvider } from './support.ts'

const TURN = {
  id: '1',
  model: 'm-2025-08-07',
  reply: { text: 'Grüße, 世界 🌍 and more text than fits into one piece of it' },
  usage: { input: 1_200, cached: 700, output: 90, reasoning: 40 },
  usageWanted: true,
}
const COUNTED = {
  inputReported: true,
  complete: true,
  model: 'm-2025-08-07',
  error: undefined,
}

const cuts = (length: number) =>
  fc.array(fc.nat(length), { maxLength: 30 }).map((at) => at.toSorted((a, b) => a - b))

function cutAt(bytes: Buffer, at: readonly number[]): Buffer[] {
  return [...at, bytes.length].map((end, index) => bytes.subarray(at[index - 1] ?? 0, end))
}

describe.each([messages, responses, chat, gemini])('$name', (dialect) => {
  const events = Buffer.from(dialect.frames(TURN).join(''))
  const count = (chunks: readonly Buffer[], type = 'text/event-stream') => {
    const counter = countAnswer(dialect.name, type)
    for (const chunk of chunks) counter.feed(chunk)
    counter.end()
    return counter.counted()
  }
  const tokens = { cached: 700, fresh: 500, output: 90, written: 0, writtenForHour: 0 }

  it('is counted alike wherever its bytes are cut', () => {
    fc.assert(
      fc.property(cuts(events.length), (at) => {
        expect(count(cutAt(events, at))).toEqual({ ...COUNTED, tokens })
      }),
    )
  })

  it('is counted with any line ends, in one piece, and with comments between', () => {
    expect(count([Buffer.from(events.toString().replaceAll('\n', '\r\n'))])).toMatchObject({ tokens })
    expect(count([Buffer.from(events.toString().replaceAll('data:', ': ping\ndata:'))])).toMatchObject({
      tokens,
    })
    const whole = Buffer.from(JSON.stringify(dialect.whole(TURN), null, 1))
    expect(count([whole], 'application/json; charset=utf-8')).toEqual({ ...COUNTED, tokens })
  })

  it('that breaks off is estimated from what was said', () => {
    const frames = dialect.frames(TURN)
    const { complete, tokens } = count([Buffer.from(frames.slice(0, -2).join(''))])
    expect(complete).toBe(false)
    expect(tokens.output).toBeGreaterThan(0)
  })

  it('nonsense counts nothing and throws nothing', () => {
    fc.assert(
      fc.property(fc.json(), fc.string(), (json, text) => {
        const { tokens } = count([Buffer.from(`data: ${json}\n\ndata: ${text}\n\n${text}`)])
        expect(Object.values(tokens).every((number) => Number.isSafeInteger(number) && number >= 0)).toBe(
          true,
        )
        count([Buffer.from(json)], 'application/json')
      }),
    )
  })
})

it('hostile numbers are no counts', () => {
  const counter = countAnswer('chat', 'application/json')
  counter.feed(Buffer.from('{"usage":{"prompt_tokens":-5,"completion_tokens":1e400,"total_tokens":"9"}}'))
  counter.end()
  expect(counter.counted()).toMatchObject({ tokens: { fresh: 0, output: 0 }, complete: false })
})

it('the last usage of an answer counts, not the sum', () => {
  const counter = countAnswer('messages', 'text/event-stream')
  const usage = (output_tokens: number) => event({ type: 'message_delta', usage: { output_tokens } })
  const start = {
    type: 'message_start',
    message: { usage: { input_tokens: 7, cache_creation_input_tokens: 3, output_tokens: 1 } },
  }
  counter.feed(Buffer.from(event(start) + usage(10) + usage(25)))
  counter.end()
  expect(counter.counted().tokens).toEqual({ fresh: 7, cached: 0, written: 3, writtenForHour: 0, output: 25 })
})

it('reasoning that is counted beside the output counts as output', () => {
  const count = (dialect: 'chat' | 'gemini', value: unknown) => {
    const counter = countAnswer(dialect, 'application/json')
    counter.feed(Buffer.from(JSON.stringify(value)))
    counter.end()
    return counter.counted().tokens
  }
  const usage = { prompt_tokens: 10, completion_tokens: 5, total_tokens: 45 }
  expect(count('chat', { usage })).toMatchObject({ fresh: 10, output: 35 })
  const usageMetadata = {
    promptTokenCount: 12,
    toolUsePromptTokenCount: 65,
    candidatesTokenCount: 71,
    thoughtsTokenCount: 89,
  }
  expect(count('gemini', [{ usageMetadata }])).toMatchObject({ fresh: 77, output: 160 })
})

it('any bytes reach the agent as the provider sent them, however they were cut', async () => {
  let chunks: Buffer[] = []
  const url = await rawProvider((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'x-request-id': 'r1' })
    for (const chunk of chunks) response.write(chunk)
    response.end()
  })
  const { gateway } = await open(url, { transcript: undefined })
  const bytes = fc.uint8Array({ maxLength: 5_000 })
  await fc.assert(
    fc.asyncProperty(fc.array(bytes, { maxLength: 8 }), async (pieces) => {
      chunks = pieces.map((piece) => Buffer.from(piece))
      const { bytes, headers } = await ask(gateway, { path: '/v1/messages', body: { model: 'm' } })
      expect(bytes.equals(Buffer.concat(chunks))).toBe(true)
      expect(headers['x-request-id']).toBe('r1')
    }),
    { numRuns: 30 },
  )
})

it('a provider that repeats the key is not passed on with it, wherever it is cut', async () => {
  const text = Buffer.from(`before ${REAL_KEY} sk-real-canary-0 ${REAL_KEY}${REAL_KEY} sk-real`)
  const masked = text.toString().replaceAll(REAL_KEY, '*'.repeat(REAL_KEY.length))
  await fc.assert(
    fc.asyncProperty(cuts(text.length), async (at) => {
      const mask = maskKey(REAL_KEY)
      for (const chunk of cutAt(text, at)) mask.write(chunk)
      mask.end()
      expect(Buffer.concat(await mask.toArray()).toString()).toBe(masked)
    }),
  )
})
