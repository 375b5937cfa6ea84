import { describe, expect, it, vi } from 'vitest'
import type { GatewayOptions } from '../../../src/adapters/gateway/gateway.ts'
import type { ScriptedError } from '../../../src/sample/scripted-model/dialect.ts'
import type { ScriptedAnswer } from '../../../src/sample/scripted-model.ts'
import { ask, CALLS, open, rawProvider, scriptedModel, send } from './support.ts'

const CALL = { path: '/v1/messages', body: { model: 'm', messages: [], tools: [{ name: 'write' }] } }

function limited(headers: Readonly<Record<string, string>>, error: ScriptedError = 'rate-limit') {
  return { error, headers }
}

/** A gateway before a model that gives these answers, one after the other. */
async function before(answers: readonly ScriptedAnswer[], options: Partial<GatewayOptions> = {}) {
  const left = [...answers]
  const model = await scriptedModel({ script: () => left.shift() ?? { text: 'Fine.' } })
  const progress: string[] = []
  const { gateway } = await open(model.url, { onProgress: (line) => progress.push(line), ...options })
  return { model, gateway, progress }
}

describe.each(CALLS)('$dialect', ({ path, body }) => {
  it.each(['rate-limit', 'overloaded'] as const)('R8: after %s the call is repeated', async (error) => {
    const { model, gateway, progress } = await before([limited({ 'retry-after-ms': '20' }, error)])
    const answer = await ask(gateway, { path, body })
    expect(answer.status).toBe(200)
    expect(answer.text).toContain('Fine.')
    expect(model.calls.map(({ text }) => text)).toEqual([JSON.stringify(body), JSON.stringify(body)])
    expect(gateway.refusal()).toBeUndefined()
    expect(gateway.usage()).toMatchObject({ modelRequests: 1, inputTokens: 1_200 })
    expect(progress).toEqual([
      expect.stringMatching(/^waits less than 1 s for a limit of the model's provider \((?:429|503|529)\)$/),
      'the wait is over; the model is asked again',
    ])
  })
})

it('a second refusal of the attempt passes as it came, and the wait is told with the reason', async () => {
  const limit = limited({ 'retry-after-ms': '20' })
  const { model, gateway, progress } = await before([limit, limit, limit])
  for (const calls of [2, 3]) {
    const { status, text, headers } = await ask(gateway, CALL)
    expect([status, headers['retry-after-ms']]).toEqual([429, '20'])
    expect(JSON.parse(text).error.type).toBe('rate_limit_error')
    expect(model.calls).toHaveLength(calls)
  }
  expect(gateway.refusal()?.detail).toMatch(
    /\(429\): lower .*; the gateway had waited less than 1 s for a limit of the provider, as that asked$/,
  )
  expect(progress).toHaveLength(2)
})

it.each([
  ['it says no time', limited({}), {}, undefined],
  ['nothing passes', limited({ 'retry-after': '1' }, 'quota'), {}, undefined],
  ['it failed', limited({ 'retry-after': '1' }, 'internal'), {}, undefined],
  [
    'it asks for too long',
    limited({ 'retry-after': '7200' }),
    {},
    'the provider asks to wait 2 h 0 min, and no more than 2 min 0 s are waited',
  ],
  [
    'the attempt is over before',
    limited({ 'retry-after': '30' }),
    { endsAt: performance.now() },
    'the provider asks to wait 30 s, which is more than the attempt has left',
  ],
])('a refusal passes at once where %s', async (_, answer, options, told) => {
  const { model, gateway, progress } = await before([answer], options)
  expect((await ask(gateway, CALL)).status).toBeGreaterThanOrEqual(400)
  expect(model.calls).toHaveLength(1)
  expect(progress).toEqual([])
  const { detail = '' } = gateway.refusal() ?? {}
  if (told === undefined) expect(detail).not.toContain('wait')
  else expect(detail).toMatch(new RegExp(`; ${told}$`))
})

it('calls that are refused while one waits share its wait', async () => {
  const { promise: allAsked, resolve } = Promise.withResolvers<void>()
  let asked = 0
  const model = await scriptedModel({
    async script() {
      asked += 1
      if (asked > 3) return { text: 'Fine.' }
      if (asked === 3) resolve()
      await allAsked
      return limited({ 'retry-after': '1' })
    },
  })
  const progress: string[] = []
  const { gateway } = await open(model.url, { onProgress: (line) => progress.push(line) })
  const answers = await Promise.all([ask(gateway, CALL), ask(gateway, CALL), ask(gateway, CALL)])
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
  expect(model.calls).toHaveLength(6)
  expect(progress.filter((line) => line.startsWith('waits'))).toHaveLength(1)
})

it('an agent that hangs up ends its wait, and so does the end of the attempt', async () => {
  for (const way of ['hangs up', 'ends'] as const) {
    const { model, gateway, progress } = await before([limited({ 'retry-after': '60' })])
    const leaving = new AbortController()
    const answer = send(gateway, { ...CALL, signal: leaving.signal })
    answer.catch(() => undefined)
    await vi.waitFor(() => expect(progress).toHaveLength(1))
    if (way === 'hangs up') leaving.abort()
    await gateway.close()
    await expect(answer).rejects.toThrow()
    expect(model.calls).toHaveLength(1)
    expect(gateway.refusal()).toBeUndefined()
  }
})

it('a refusal that is larger than what is read of it passes whole', async () => {
  const large = JSON.stringify({ error: { message: 'x'.repeat(300_000) } })
  const url = await rawProvider((_, response) => void response.writeHead(429).end(large))
  const { gateway } = await open(url)
  expect((await ask(gateway, CALL)).text).toBe(large)
})
