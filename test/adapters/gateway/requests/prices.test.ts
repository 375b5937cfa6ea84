import { describe, expect, it } from 'vitest'
import { unlistedModel } from '../../../../src/adapters/gateway/requests/unlisted-model.ts'
import { ask, event, open, rawProvider, scriptedModel } from '../support.ts'
import { PATHS } from './hostile-requests.ts'

const PRICES = {
  m: {
    input: 2,
    output: 10,
    tiers: { priority: { input: 4, output: 20 }, flex: { input: 1, output: 5 } },
  },
}
const USAGE = { input: 1_000, output: 100 }

describe('S3: what makes the same tokens cost more', () => {
  it.each([
    ['responses', { service_tier: 'priority' }, 4_000 + 2_000],
    ['responses', { service_tier: 'flex' }, 1_000 + 500],
    ['chat', { service_tier: 'priority' }, 4_000 + 2_000],
    ['gemini', { serviceTier: 'PRIORITY' }, 4_000 + 2_000],
    ['messages', { speed: 'priority' }, 4_000 + 2_000],
    ['messages', { speed: 'standard', service_tier: 'standard_only' }, 2_000 + 1_000],
    ['responses', { service_tier: 'auto' }, 2_000 + 1_000],
    ['chat', { service_tier: 'default' }, 2_000 + 1_000],
    ['chat', { service_tier: null, n: 1 }, 2_000 + 1_000],
  ] as const)('%s: %j is counted at its price', async (dialect, wish, millionths) => {
    const model = await scriptedModel({ script: [{ text: 'Fine.' }], usage: USAGE })
    const { gateway } = await open(model.url, { prices: PRICES })
    const body = { ...(dialect === 'gemini' ? {} : { model: 'm' }), ...wish }
    expect((await ask(gateway, { path: PATHS[dialect], body })).status).toBe(200)
    expect(gateway.usage().usd).toBeCloseTo(millionths / 1e6, 9)
  })

  it.each([
    ['responses', { service_tier: 'ultrafast' }, 'the tier "ultrafast" of the model "m"'],
    ['chat', { service_tier: 'scale' }, 'the tier "scale"'],
    ['chat', { service_tier: 'constructor' }, 'the tier "constructor"'],
    ['messages', { speed: 'fast' }, 'the tier "fast"'],
    ['messages', { speed: 'flex', service_tier: 'priority' }, 'the tier "priority and flex"'],
    ['gemini', { serviceTier: 'provisioned' }, 'the tier "provisioned"'],
    ['messages', { service_tier: ['priority'] }, '`service_tier`'],
    ['messages', { inference_geo: 'us' }, '`inference_geo`'],
    ['messages', { fallbacks: [{ model: 'dear', speed: 'fast' }] }, '`fallbacks`'],
    ['messages', { messages: [{ role: 'user', content: 'x', speed: 'fast' }] }, '`messages[0].speed`'],
    ['messages', { output_config: { speed: 'fast' } }, '`output_config.speed`'],
    ['chat', { n: 8 }, '`n` `8`'],
    [
      'chat',
      { messages: [{ role: 'user', content: 'x', cache_control: { type: 'ephemeral', ttl: '1h' } }] },
      '`messages[0].cache_control.ttl`',
    ],
    ['chat', { audio: { voice: 'x' } }, '`audio`'],
    ['chat', { modalities: ['text', 'audio'] }, '`modalities[1]` `audio`'],
    ['chat', { prediction: { type: 'content', content: 'x' } }, '`prediction`'],
    ['responses', { reasoning: { mode: 'pro' } }, '`reasoning.mode` `pro`'],
    ['responses', { prompt_cache_options: { mode: 'explicit' } }, '`prompt_cache_options`'],
    ['gemini', { generationConfig: { candidateCount: 8 } }, '`generationConfig.candidateCount` `8`'],
    [
      'gemini',
      { generationConfig: { responseModalities: ['IMAGE'] } },
      '`generationConfig.responseModalities[0]` `IMAGE`',
    ],
    ['gemini', { generationConfig: { speechConfig: {} } }, '`generationConfig.speechConfig`'],
    [
      'gemini',
      { contents: [{ parts: [{ inlineData: { mimeType: 'audio/wav', data: '' } }] }] },
      '`contents[0].parts[0].inlineData.mimeType` `audio/wav`',
    ],
    ['gemini', { service_tier: 'priority' }, '`service_tier`'],
  ] as const)('%s: %j is refused', async (dialect, wish, named) => {
    const model = await scriptedModel({ script: [{ text: 'Fine.' }] })
    const { gateway } = await open(model.url, { prices: PRICES })
    const body = { ...(dialect === 'gemini' ? {} : { model: 'm' }), ...wish }
    const { status, text } = await ask(gateway, { path: PATHS[dialect], body })
    expect(status).toBe(403)
    expect(JSON.parse(text).error.message).toContain(`speculate: ${named}`)
    expect(model.calls).toEqual([])
  })

  it('a tier has no price where its model has none', async () => {
    const model = await scriptedModel({ script: [{ text: 'Fine.' }] })
    const { gateway } = await open(model.url)
    const body = { model: 'm', service_tier: 'priority' }
    const { status, text } = await ask(gateway, { path: PATHS.responses, body })
    expect(status).toBe(403)
    expect(text).toContain('add it to the model')
    expect(gateway.refusal()?.failure).toBe('model-unavailable')
  })

  it.each([
    [{ m: { input: 2, output: 10 } }, 100 * 2 + 300 * 2.5 + 500 * 4],
    [{ m: { input: 2, output: 10, cache_write: 3, cache_write_hour: 5 } }, 100 * 2 + 300 * 3 + 500 * 5],
  ])('what is kept in a cache for an hour is counted at its own price: %j', async (prices, millionths) => {
    const usage = {
      input_tokens: 100,
      output_tokens: 0,
      cache_creation_input_tokens: 800,
      cache_creation: { ephemeral_5m_input_tokens: 300, ephemeral_1h_input_tokens: 500 },
    }
    const { cache_creation: _, ...later } = usage
    const url = await rawProvider((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.write(event({ type: 'message_start', message: { model: 'm', usage } }))
      response.end(event({ type: 'message_delta', usage: later }))
    })
    const { gateway } = await open(url, { prices })
    await ask(gateway, { path: PATHS.messages, body: { model: 'm', messages: [], stream: true } })
    expect(gateway.usage().inputTokens).toBe(900)
    expect(gateway.usage().usd).toBeCloseTo(millionths / 1e6, 9)
  })

  it.each([
    ['responses', 'input_tokens', 'output_tokens', 'input_tokens_details'],
    ['chat', 'prompt_tokens', 'completion_tokens', 'prompt_tokens_details'],
  ] as const)(
    '%s: what is written to a cache is counted at its own price',
    async (dialect, input, output, details) => {
      const usage = {
        [input]: 1_000,
        [output]: 0,
        total_tokens: 1_000,
        [details]: { cached_tokens: 200, cache_write_tokens: 300 },
      }
      const url = await rawProvider((_request, response) => {
        response
          .writeHead(200, { 'content-type': 'application/json' })
          .end(JSON.stringify({ model: 'm', usage }))
      })
      const prices = { m: { input: 2, cached_input: 1, cache_write: 5, output: 10 } }
      const { gateway } = await open(url, { prices })
      await ask(gateway, { path: PATHS[dialect], body: { model: 'm' } })
      expect(gateway.usage()).toMatchObject({ inputTokens: 1_000, cachedInputTokens: 200 })
      expect(gateway.usage().usd).toBeCloseTo((500 * 2 + 200 + 300 * 5) / 1e6, 9)
    },
  )
})

describe('S3: a model costs what the operator says of it', () => {
  const models = async (asked: string, others: 'pass' | 'refuse') => {
    const model = await scriptedModel({ script: [{ text: 'Fine.' }] })
    const prices = { 'other:online': { input: 1, output: 1 }, dated: { input: 1, output: 1 } }
    const { gateway } = await open(model.url, { prices, model: { name: 'm', others } })
    return (await ask(gateway, { path: PATHS.chat, body: { model: asked, messages: [] } })).status
  }

  it.each(['m', 'other:online', 'dated', 'dated-2025-08-07'])('%s is asked', async (asked) => {
    expect(await models(asked, 'pass')).toBe(200)
  })

  it.each(['other', 'other:online:online', 'm-2025-08-07', 'constructor', '__proto__'])(
    '%s is not',
    async (asked) => {
      expect(await models(asked, 'pass')).toBe(403)
    },
  )

  it('nothing but its own, where the toolchain says so', async () => {
    expect(await models('m', 'refuse')).toBe(200)
    expect(await models('dated', 'refuse')).toBe(403)
  })

  it('none is asked, where neither the toolchain nor the prices name one', () => {
    expect(unlistedModel('m', undefined, {})).toContain('the toolchain names none')
  })
})
