import { once } from 'node:events'
import { mkdir, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { explainRefusal } from '../../../src/adapters/gateway/answers/explain-refusal.ts'
import type { ScriptedAnswer } from '../../../src/sample/scripted-model.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import { ask, CALLS, event, linesOf, open, REAL_KEY, rawProvider, scriptedModel, send } from './support.ts'

describe.each(CALLS)('$dialect', ({ path, body, streamed }) => {
  it.each([
    ['quota', /quota or credit behind the key in MODEL_KEY is used up/],
    ['forbidden', /does not allow the key in MODEL_KEY to use the model "m" \(403\)/],
    ['unknown-model', /does not know the model "m" \(404\): correct "model" or "base_url"/],
    ['internal', /failed \(500\): try again later/],
    ['overloaded', /failed \(5\d\d\): try again later/],
    ['rate-limit', /limits the rate of the key in MODEL_KEY \(429\)/],
  ] as const)(
    '%s passes as it came, costs nothing, and is explained to the operator',
    async (error, words) => {
      const model = await scriptedModel({ script: [{ error }] })
      const { gateway } = await open(model.url)
      const { status, text } = await ask(gateway, { path, body })
      expect(status).toBeGreaterThanOrEqual(400)
      expect(text).not.toContain('speculate')
      expect(gateway.refusal()).toEqual({
        failure: 'model-unavailable',
        detail: expect.stringMatching(words),
      })
      expect(gateway.usage()).toMatchObject({ inputTokens: 0, outputTokens: 0, modelRequests: 1 })
    },
  )

  it('a provider that breaks off or answers too late is told apart, and an answer makes it forgotten', async () => {
    const answers: ScriptedAnswer[] = [
      { text: 'a text of two pieces at least', cut: true },
      { text: 'Fine.' },
    ]
    const model = await scriptedModel({ script: () => answers.shift() ?? { hang: true } })
    const { gateway } = await open(model.url, { limits: { idleMs: 300 } })
    const call = { path, body: streamed }
    const answer = await send(gateway, call)
    await expect(answer.toArray()).rejects.toThrow()
    await vi.waitFor(() => expect(gateway.refusal()?.detail).toMatch(/broke during an answer/))
    expect((await ask(gateway, call)).status).toBe(200)
    expect(gateway.refusal()).toBeUndefined()
    const { status, text } = await ask(gateway, call)
    expect(status).toBe(504)
    expect(JSON.parse(text).error.message).toMatch(/^speculate: the model's provider did not answer in time/)
    expect(gateway.refusal()?.failure).toBe('model-unavailable')
  })

  it('an agent that hangs up takes its call with it', async () => {
    let hungUp = () => {}
    const gone = new Promise<void>((resolve) => {
      hungUp = resolve
    })
    const url = await rawProvider((_request, response) => {
      response.once('close', hungUp)
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write(event({}))
    })
    const { gateway, transcript } = await open(url)
    const leaving = new AbortController()
    const answer = await send(gateway, { path, body, signal: leaving.signal })
    await once(answer, 'data')
    leaving.abort()
    await expect(once(answer, 'end')).rejects.toThrow()
    await gone
    await gateway.close()
    expect(await linesOf(transcript)).toMatchObject([{ ended: 'hung-up', estimated: true }])
    expect(gateway.refusal()).toBeUndefined()
  })
})

describe('a provider', () => {
  it('that is not there is told so, without its key', async () => {
    const { gateway } = await open('http://127.0.0.1:9')
    const { status, text } = await ask(gateway, { path: '/v1/messages', body: { model: 'm' } })
    expect(status).toBe(502)
    expect(JSON.parse(text)).toEqual({
      type: 'error',
      error: { type: 'api_error', message: expect.stringContaining('cannot be reached') },
    })
    expect(gateway.refusal()?.detail).toMatch(/cannot be reached: check "base_url"/)
    expect(gateway.usage()).toEqual({
      inputTokens: 0,
      outputTokens: 0,
      cachedInputTokens: 0,
      modelRequests: 1,
    })
  })

  it('that redirects is not followed', async () => {
    const elsewhere: string[] = []
    const other = await rawProvider((request, response) => {
      elsewhere.push(request.url ?? '')
      response.end()
    })
    const url = await rawProvider((_request, response) => {
      response.writeHead(307, { location: `${other}/v1/messages` }).end()
    })
    const { gateway } = await open(url)
    const { status, headers, text } = await ask(gateway, { path: '/v1/messages', body: { model: 'm' } })
    expect(status).toBe(502)
    expect(headers.location).toBeUndefined()
    expect(text).toContain('redirect')
    expect(elsewhere).toEqual([])
    expect(gateway.refusal()?.detail).toContain('correct "base_url"')
  })

  it('that compresses unasked is not passed on', async () => {
    const url = await rawProvider((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end('x')
    })
    const { gateway } = await open(url)
    expect((await ask(gateway, { path: '/v1/messages', body: { model: 'm' } })).status).toBe(502)
  })

  it('that sends without end is cut', async () => {
    const url = await rawProvider((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      const more = () => {
        while (response.write('x'.repeat(10_000)));
      }
      response.on('drain', more)
      more()
    })
    const { gateway } = await open(url, { limits: { responseBytes: 100_000 } })
    const answer = await send(gateway, { path: '/v1/messages', body: { model: 'm' } })
    await expect(answer.toArray()).rejects.toThrow()
    await vi.waitFor(() => expect(gateway.refusal()?.detail).toContain('larger than what is passed on'))
  })

  it('that tells an error inside a stream is remembered', async () => {
    const url = await rawProvider((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.end(event({ type: 'error', error: { type: 'overloaded_error', message: 'x' } }))
    })
    const { gateway } = await open(url)
    expect((await ask(gateway, { path: '/v1/messages', body: { model: 'm' } })).status).toBe(200)
    expect(gateway.refusal()?.detail).toContain('broke off an answer (overloaded_error)')
  })

  it('that repeats the key, in headers or words, tells it to nobody', async () => {
    const url = await rawProvider((_request, response) => {
      response.writeHead(401, { 'content-type': 'application/json', 'set-cookie': 'a=b', 'x-key': REAL_KEY })
      response.end(JSON.stringify({ error: { message: `Incorrect API key provided: ${REAL_KEY}` } }))
    })
    const { gateway, transcript, logged } = await open(url)
    const { headers, text } = await ask(gateway, { path: '/v1/chat/completions', body: { model: 'm' } })
    expect(text).toContain('Incorrect API key provided: ****')
    expect(headers['set-cookie']).toBeUndefined()
    expect(headers['x-key']).toBeUndefined()
    const refusal = gateway.refusal()
    await gateway.close()
    expect(JSON.stringify([headers, text, refusal, logged, await linesOf(transcript)])).not.toContain(
      REAL_KEY,
    )
  })
})

describe('a request', () => {
  it('that is too large or compressed is refused', async () => {
    const { gateway } = await open('http://127.0.0.1:9', { limits: { requestBytes: 1_000 } })
    const call = { path: '/v1/messages', body: { model: 'x'.repeat(2_000) } }
    expect((await ask(gateway, call)).status).toBe(413)
    expect((await ask(gateway, { ...call, headers: { 'content-encoding': 'gzip' } })).status).toBe(415)
  })

  it.each(['CONNECT elsewhere.example:443', 'GET /v1/responses'])(
    'for a tunnel or another protocol is refused: %s',
    async (line) => {
      const { gateway } = await open('http://127.0.0.1:9')
      const socket = connect(gateway.socket)
      socket.write(`${line} HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n`)
      expect(Buffer.concat(await socket.toArray()).toString()).toMatch(/^HTTP\/1\.1 403 Forbidden/)
    },
  )
})

it('a reader that takes nothing holds the provider back', async () => {
  let written = 0
  const url = await rawProvider((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    const chunk = Buffer.alloc(64_000, 'x')
    const more = () => {
      while (written < 48_000_000) {
        written += chunk.length
        if (!response.write(chunk)) return
      }
      response.end()
    }
    response.on('drain', more)
    more()
  })
  const { gateway } = await open(url)
  const answer = await send(gateway, { path: '/v1/messages', body: { model: 'm' } })
  // Whoever is not held back has long sent everything after so many round trips.
  for (let round = 0; round < 60; round++) await ask(gateway, { method: 'GET', path: '/v1/files' })
  expect(written).toBeLessThan(24_000_000)
  answer.resume()
  await once(answer, 'end')
  expect(written).toBeGreaterThanOrEqual(48_000_000)
})

it('the end of the gateway ends what is under way', async () => {
  const model = await scriptedModel({
    script: [{ text: 'a text of two pieces', midway: () => new Promise(() => undefined) }],
  })
  const { gateway } = await open(model.url)
  const answer = await send(gateway, {
    path: '/v1/messages',
    body: { model: 'm', stream: true, tools: [{}] },
  })
  const read = answer.toArray()
  read.catch(() => undefined)
  await gateway.close()
  await expect(read).rejects.toThrow()
  await expect(stat(dirname(gateway.socket))).rejects.toThrow('ENOENT')
})

it('folders of killed processes are removed, those in use are not', async () => {
  const directory = await temporaryFolder()
  const old = new Date(Date.now() - 3_600_000)
  const left = join(directory, 'speculate-gateway-left')
  const used = join(directory, 'speculate-gateway-used')
  for (const folder of [left, used]) await mkdir(folder)
  await writeFile(join(left, 'gateway.sock'), '')
  const server = createServer().listen(join(used, 'gateway.sock'))
  onTestFinished(async () => {
    server.close()
  })
  await once(server, 'listening')
  for (const folder of [left, used]) await utimes(folder, old, old)
  const { gateway } = await open('http://127.0.0.1:9', { directory })
  expect(dirname(gateway.socket).startsWith(directory)).toBe(true)
  await expect(stat(left)).rejects.toThrow('ENOENT')
  expect((await stat(used)).isDirectory()).toBe(true)
})

it('a folder with a long path is not used for the socket', async () => {
  const base = await temporaryFolder()
  onTestFinished(() => rm(base, { recursive: true }))
  const directory = join(base, 'x'.repeat(100))
  await mkdir(directory)
  const { gateway } = await open('http://127.0.0.1:9', { directory })
  expect(Buffer.byteLength(gateway.socket)).toBeLessThan(104)
})

it('a refusal is explained without foreign words', () => {
  const provider = {
    baseUrl: 'http://x',
    key: REAL_KEY,
    variable: 'MODEL_KEY',
    header: 'authorization',
  } as const
  const error = { code: 'odd_error <b>@all\n', message: `see https://x.example ${REAL_KEY}` }
  expect(explainRefusal({ status: 422, model: 'm', error }, provider)).toBe(
    "the model's provider refused a call (422, odd_errorball): its transcript says why",
  )
  expect(explainRefusal({ status: 404, model: 'm"\n`@all`', error }, provider)).toContain('the model "m@all"')
})
