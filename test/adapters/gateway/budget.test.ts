import { describe, expect, it, vi } from 'vitest'
import { createLedger } from '../../../src/adapters/gateway/ledger.ts'
import { estimateInput } from '../../../src/adapters/gateway/tokens.ts'
import { ask, CALLS, event, linesOf, open, rawProvider, scriptedModel, send } from './support.ts'

const tokens = (fresh: number, output = 0) => ({ fresh, cached: 0, written: 0, writtenForHour: 0, output })

describe('the ledger', () => {
  it('admits up to the budget, counting what is under way, and gives back what was not used', () => {
    const ledger = createLedger({ tokens: 100 }, {})
    const first = ledger.admit('m', tokens(60))
    expect(first.kind).toBe('admitted')
    expect(ledger.admit('m', tokens(50)).kind).toBe('spent')
    if (first.kind !== 'admitted') return
    expect(first.entry.grow(tokens(60, 40))).toBe(true)
    expect(first.entry.grow(tokens(60, 41))).toBe(false)
    first.entry.record(tokens(10, 20), undefined)
    first.entry.record(tokens(10, 20), undefined)
    expect(ledger.spent()).toMatchObject({ tokens: tokens(10, 20), calls: 1, usd: undefined })
    expect(ledger.admit('m', tokens(70)).kind).toBe('admitted')
    expect(ledger.admit('m', tokens(0)).kind).toBe('spent')
  })

  it('counts money by the model of the answer, else of the request, and cached input for less', () => {
    const prices = {
      m: { input: 1, output: 10 },
      dear: { input: 100, cached_input: 10, cache_write: 200, output: 1_000 },
    }
    const ledger = createLedger({ usd: 1 }, prices)
    const spend = (model: string, answered?: string) => {
      const admission = ledger.admit(model, tokens(0))
      if (admission.kind !== 'admitted') throw new Error(admission.detail)
      admission.entry.record(
        { fresh: 100, cached: 100, written: 100, writtenForHour: 0, output: 10 },
        answered,
      )
      return ledger.spent().usd
    }
    const cheap = (100 + 100 + 125 + 100) / 1e6
    expect(spend('m-2025-08-07', 'unknown')).toBeCloseTo(cheap, 9)
    expect(spend('m', 'dear-20250929')).toBeCloseTo(cheap + (10_000 + 1_000 + 20_000 + 10_000) / 1e6, 9)
  })

  it.each(['unknown', '', 'constructor', '__proto__'])(
    'refuses the unpriced model %j only under a budget of money',
    (model) => {
      const prices = { m: { input: 1, output: 1 } }
      const refused = createLedger({ usd: 1 }, prices).admit(model, tokens(1))
      expect(refused).toMatchObject({
        kind: 'unpriced',
        detail: expect.stringContaining('add it under "prices"'),
      })
      const ledger = createLedger({ tokens: 10 }, prices)
      const admission = ledger.admit(model, tokens(1))
      if (admission.kind !== 'admitted') throw new Error('refused')
      admission.entry.record(tokens(1), undefined)
      expect(ledger.spent().usd).toBeUndefined()
    },
  )
})

it('a picture is not taken for as many words as it has letters, however large it is', () => {
  const picture = 'iVBORw0KGgo'.repeat(1_000_000)
  expect(estimateInput({ image: picture, url: `data:image/png;base64,${picture}` })).toBeLessThan(1_000)
  expect(estimateInput({ messages: [{ content: 'word '.repeat(1_000) }], number: 5 })).toBe(1_250)
})

it('an unpriced model is refused at its first call, before anything is passed on', async () => {
  const model = await scriptedModel({ script: [{ text: 'Fine.' }] })
  const { gateway } = await open(model.url, {
    budget: { usd: 2 },
    prices: { other: { input: 1, output: 1 } },
  })
  const { status, text } = await ask(gateway, { path: '/v1/messages', body: { model: 'm' } })
  expect(status).toBe(403)
  expect(text).toContain('the model \\"m\\" has no price')
  expect(model.calls).toHaveLength(0)
  expect(gateway.refusal()?.failure).toBe('model-unavailable')
})

describe('a call on another model than the one that the toolchain names', () => {
  const path = '/v1/messages'

  it('is refused before anything is passed on where others are, and does not end the work', async () => {
    const model = await scriptedModel({ script: [{ text: 'Fine.' }] })
    const { gateway } = await open(model.url, { model: { name: 'm', others: 'refuse' } })
    expect((await ask(gateway, { path, body: { model: 'm' } })).status).toBe(200)
    const { status, text } = await ask(gateway, { path, body: { model: 'for-titles' } })
    expect(status).toBe(403)
    expect(text).toContain('the model \\"for-titles\\" is not passed on')
    expect(model.calls).toHaveLength(1)
    expect(gateway.refusal()).toBeUndefined()
  })

  it('is why the work ended where nothing else was asked', async () => {
    const model = await scriptedModel({ script: [{ text: 'Fine.' }] })
    const { gateway } = await open(model.url, { model: { name: 'm', others: 'refuse' } })
    await ask(gateway, { path, body: { model: 'another' } })
    expect(gateway.refusal()).toMatchObject({ failure: 'model-unavailable' })
  })

  it('does not end the work when it has no price', async () => {
    const model = await scriptedModel({ script: [{ text: 'Fine.' }] })
    const { gateway } = await open(model.url, {
      model: { name: 'm', others: 'pass' },
      budget: { usd: 2 },
      prices: { m: { input: 1, output: 1 } },
    })
    await ask(gateway, { path, body: { model: 'm' } })
    expect((await ask(gateway, { path, body: { model: 'for-titles' } })).status).toBe(403)
    expect(gateway.refusal()).toBeUndefined()
    expect(gateway.usage().usd).toBeGreaterThan(0)
  })
})

it('calls beside each other at the edge of the budget: only as many as fit are passed on', async () => {
  let letGo = () => {}
  const gate = new Promise<void>((resolve) => {
    letGo = resolve
  })
  const model = await scriptedModel({
    script: [{ text: 'a text of two pieces at least', midway: () => gate }],
    usage: { input: 90, output: 8 },
  })
  const { gateway } = await open(model.url, { budget: { tokens: 100 }, limits: { atOnce: 8 } })
  // About 90 tokens of input each.
  const body = {
    model: 'm',
    stream: true,
    tools: [{}],
    messages: [{ role: 'user', content: 'x'.repeat(360) }],
  }
  const first = await send(gateway, { path: '/v1/messages', body })
  const others = await Promise.all([1, 2, 3, 4].map(() => ask(gateway, { path: '/v1/messages', body })))
  expect(others.map(({ status }) => status)).toEqual([429, 429, 429, 429])
  letGo()
  await first.toArray()
  expect(model.calls).toHaveLength(1)
  expect(gateway.usage()).toMatchObject({ inputTokens: 90, outputTokens: 8, modelRequests: 1 })
})

it('a call waits for its turn, and one whose agent hung up meanwhile is never passed on', async () => {
  const gates: (() => void)[] = []
  const model = await scriptedModel({
    script: [
      { text: 'a text of two pieces at least', midway: () => new Promise((resolve) => gates.push(resolve)) },
    ],
  })
  const { gateway } = await open(model.url, { limits: { atOnce: 1 } })
  const call = { path: '/v1/messages', body: { model: 'm', stream: true, tools: [{}] } }
  const first = await send(gateway, call)
  const leaving = new AbortController()
  const second = send(gateway, { ...call, signal: leaving.signal })
  leaving.abort()
  await expect(second).rejects.toThrow()
  const third = send(gateway, call)
  gates.shift()?.()
  await first.toArray()
  await third
  expect(model.calls).toHaveLength(2)
  gates.shift()?.()
})

describe.each(CALLS)('$dialect', ({ path, body, streamed }) => {
  it('a stream is cut where it passes the budget, and the provider is hung up on', async () => {
    const rest = Promise.withResolvers<void>()
    const model = await scriptedModel({
      script: [{ text: 'word '.repeat(4_000), midway: () => rest.promise }],
      usage: { input: 10, output: 5_000 },
    })
    const { gateway, transcript } = await open(model.url, { budget: { tokens: 500 } })
    const answer = await send(gateway, { path, body: streamed })
    const read = async () => {
      let bytes = 0
      for await (const chunk of answer) {
        bytes += chunk.length
        // Who is given the first half is not cut, and may have the rest.
        if (bytes > 9_000) rest.resolve()
      }
    }
    await expect(read()).rejects.toThrow()
    const detail = 'an answer was cut where it passed the budget of this attempt'
    await vi.waitFor(() => expect(gateway.refusal()).toEqual({ failure: 'budget-spent', detail }))
    expect((await ask(gateway, { path, body })).status).toBe(429)
    expect(gateway.usage().outputTokens).toBeGreaterThan(400)
    expect(gateway.usage().outputTokens).toBeLessThan(3_000)
    await gateway.close()
    expect((await linesOf(transcript))[0]).toMatchObject({ ended: 'over-budget', estimated: true })
  })
})

it('an answer that tells its whole cost is not cut for it: the next call is refused', async () => {
  const model = await scriptedModel({ script: [{ text: 'Short.' }], usage: { input: 10, output: 9_000 } })
  const { gateway } = await open(model.url, { budget: { tokens: 500 } })
  const call = { path: '/v1/responses', body: { model: 'm', stream: true, tools: [{ type: 'function' }] } }
  expect((await ask(gateway, call)).status).toBe(200)
  expect((await ask(gateway, call)).status).toBe(429)
  expect(gateway.usage().outputTokens).toBe(9_000)
})

it('what a provider does not count is estimated from the texts, and said to be', async () => {
  const url = await rawProvider((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.end(event({ choices: [{ delta: { content: 'x'.repeat(400) } }] }))
  })
  const { gateway, transcript } = await open(url)
  await ask(gateway, {
    path: '/v1/chat/completions',
    body: { model: 'm', stream: true, messages: [{ role: 'user', content: 'x'.repeat(800) }] },
  })
  expect(gateway.usage()).toMatchObject({ inputTokens: 202, outputTokens: 100 })
  await gateway.close()
  expect(await linesOf(transcript)).toMatchObject([{ estimated: true, outputTokens: 100 }])
})
