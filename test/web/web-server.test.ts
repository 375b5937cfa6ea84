import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { request } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { IssueKey } from '../../src/domain/issue/issue.ts'
import {
  startWebServer,
  type Unsigned,
  type WebServer,
  type WebServerOptions,
} from '../../src/web/web-server.ts'
import { credentials } from '../adapters/github/app-key.ts'

const SECRET = 'a secret of more than sixteen characters'
const OLD_SECRET = 'the one before it, nearly as long'
const body = JSON.stringify({
  action: 'labeled',
  issue: { number: 12 },
  repository: { name: 'payments', owner: { login: 'acme' }, full_name: 'acme/payments' },
  sender: { login: 'maya' },
  installation: { id: 1 },
})

const woken: IssueKey[] = []
let failure: Error | undefined
const options: WebServerOptions = {
  credentials,
  webhookSecret: SECRET,
  previousWebhookSecret: OLD_SECRET,
  queue: {
    wake: async (issue) => {
      if (failure) throw failure
      woken.push(issue)
    },
  },
  login: async () => 'speculate[bot]',
  port: 0,
  host: '127.0.0.1',
  baseUrl: 'http://127.0.0.1:1/api/v3',
  pages: { fetch: ({ url }) => new Response(`page ${new URL(url).pathname}`) },
}
let server: WebServer

it('O9: the first delivery that nobody has signed is told, with whose it says it is, and no flood of them', async () => {
  const told: Unsigned[] = []
  const strict = await startWebServer({ ...options, onUnsigned: (refused) => told.push(refused) })
  const send = (app: number) =>
    fetch(strict.webhookUrl, {
      method: 'POST',
      headers: {
        ...{ 'content-type': 'application/json', 'x-github-delivery': '7a1b', 'x-github-event': 'issues' },
        'x-github-hook-installation-target-id': String(app),
        'x-hub-signature-256': signed(body, 'some other secret, as long as this one'),
      },
      body,
    })
  for (const app of [credentials.appId, 4_711, 4_711]) expect((await send(app)).status).toBe(401)
  await strict.stop()
  expect(told).toEqual([{ count: 1, isForUs: true }])
})

beforeAll(async () => {
  server = await startWebServer(options)
})
afterAll(() => server.stop())
beforeEach(() => {
  woken.length = 0
})
afterEach(() => {
  failure = undefined
})

function signed(text: string, secret = SECRET, algorithm = 'sha256'): string {
  return `${algorithm}=${createHmac(algorithm, secret).update(text).digest('hex')}`
}

function deliver(headers: Record<string, string> = {}, text = body): Promise<Response> {
  return fetch(server.webhookUrl, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-github-delivery': '7a1b',
      'x-github-event': 'issues',
      'x-hub-signature-256': signed(text),
      ...headers,
    },
    body: text,
  })
}

const megabytes = 1024 * 1024

function open(headers: Record<string, string>) {
  const sent = request(server.webhookUrl, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-github-delivery': '7a1b',
      'x-github-event': 'issues',
      'x-hub-signature-256': signed(body),
      ...headers,
    },
  })
  // The server may hang up while we are still writing.
  sent.on('error', () => {})
  return sent
}

describe('a delivery', () => {
  it('wakes its issue and is answered after that', async () => {
    expect((await deliver()).status).toBe(200)
    expect(woken).toEqual(['acme/payments#12'])
  })

  it('fails when the wake could not be stored, so that it can be sent again', async () => {
    failure = new Error('the database is away')
    expect((await deliver()).status).toBe(500)
    failure = undefined
    expect((await deliver()).status).toBe(200)
    expect(woken).toEqual(['acme/payments#12'])
  })

  it('does not wait for anything else of GitHub', async () => {
    const slow = await startWebServer({ ...options, login: () => new Promise(() => {}) })
    const response = await fetch(slow.webhookUrl, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-github-delivery': '7a1b',
        'x-github-event': 'issues',
        'x-hub-signature-256': signed(body),
      },
      body,
    })
    await slow.stop()
    expect([response.status, woken]).toEqual([200, ['acme/payments#12']])
  })

  it.each(['installation', 'projects_v2_item', 'projects_v2_status_update'])(
    'V25: of an event nobody asked for is taken and forgotten: %s',
    async (name) => {
      expect((await deliver({ 'x-github-event': name })).status).toBe(200)
      expect(woken).toEqual([])
    },
  )

  it('may be signed with the secret before, while it is being changed', async () => {
    expect((await deliver({ 'x-hub-signature-256': signed(body, OLD_SECRET) })).status).toBe(200)
    expect(woken).toEqual(['acme/payments#12'])
  })
})

describe('a delivery is refused', () => {
  it.each<[string, Record<string, string>, number]>([
    ['with an empty signature', { 'x-hub-signature-256': '' }, 401],
    ['with a signature that is none', { 'x-hub-signature-256': 'sha256=nothing' }, 401],
    ['signed with another secret', { 'x-hub-signature-256': signed(body, 'development') }, 401],
    ['signed for another body', { 'x-hub-signature-256': signed(`${body} `) }, 401],
    ['in upper case', { 'x-hub-signature-256': signed(body).toUpperCase() }, 401],
    ['signed with SHA-1', { 'x-hub-signature-256': signed(body, SECRET, 'sha1') }, 401],
    ['with a signature cut short', { 'x-hub-signature-256': signed(body).slice(0, -1) }, 401],
    ['without being JSON by its type', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['with an event name that is none', { 'x-github-event': '../issues' }, 400],
  ])('%s', async (_name, headers, status) => {
    expect((await deliver(headers)).status).toBe(status)
    expect(woken).toEqual([])
  })

  it('T11: without the SHA-256 signature, although SHA-1 is right', async () => {
    const headers = {
      'content-type': 'application/json',
      'x-github-delivery': '1',
      'x-github-event': 'issues',
    }
    const sha1 = { 'x-hub-signature': signed(body, SECRET, 'sha1') }
    const response = await fetch(server.webhookUrl, {
      method: 'POST',
      headers: { ...headers, ...sha1 },
      body,
    })
    expect(response.status).toBe(401)
  })

  it('when it has no body at all', async () => {
    expect((await deliver({}, '')).status).toBe(401)
  })

  it.each(['not json', '"text"', 'null'])('when its signed body is %j', async (text) => {
    expect((await deliver({}, text)).status).toBe(400)
  })

  it.each([{ installation: { id: 'x' } }, { installation: { id: [] } }, { action: { toString: 1 } }, []])(
    'when its signed body is no event: %j',
    async (payload) => {
      expect((await deliver({}, JSON.stringify(payload))).status).toBe(400)
      expect(woken).toEqual([])
    },
  )

  it('when it is not posted', async () => {
    expect((await fetch(server.webhookUrl)).status).toBe(405)
  })
})

describe('a body beyond what GitHub sends', () => {
  it('is refused by its announced length, before any of it is sent', async () => {
    const sent = open({ 'content-length': String(26 * megabytes) })
    sent.flushHeaders()
    const [response] = await once(sent, 'response')
    expect(response.statusCode).toBe(413)
    sent.destroy()
  })

  it('T11: is not begun where the signature is of another form than SHA-256', async () => {
    for (const signature of [
      'sha1=0123456789012345678901234567890123456789',
      `sha256=${'0'.repeat(63)}`,
      '',
    ]) {
      const sent = open({ 'content-length': '1000', 'x-hub-signature-256': signature })
      sent.flushHeaders()
      const [response] = await once(sent, 'response')
      expect(response.statusCode).toBe(401)
      sent.destroy()
    }
  })

  it('is refused by its stream, when it announces nothing', async () => {
    const sent = open({ 'transfer-encoding': 'chunked' })
    const answered = once(sent, 'response')
    // No more than what makes it too large: bytes that nobody reads could take the answer with them.
    const pieces = [...Array<number>(25).fill(megabytes), 1]
    const write = () => {
      for (let size = pieces.shift(); size !== undefined; size = pieces.shift())
        if (!sent.write(Buffer.alloc(size, ' '))) return
    }
    sent.on('drain', write)
    write()
    const [response] = await answered
    expect(response.statusCode).toBe(413)
    sent.destroy()
  })

  it('is told to come back in a flood, which holds little memory and passes', async () => {
    const before = process.memoryUsage().rss
    const chunk = Buffer.alloc(2 * megabytes, ' ')
    const flood = Array.from({ length: 100 }, () => open({ 'content-length': String(20 * megabytes) }))
    // 64 MB are 32 of them; the others are refused while those are waiting.
    const refused = new Promise<void>((resolve) => {
      let left = 100 - 32
      for (const sent of flood) {
        sent.once('response', ({ statusCode }) => statusCode === 503 && --left === 0 && resolve())
      }
    })
    for (const sent of flood) sent.write(chunk)
    await refused
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * megabytes)
    for (const sent of flood) sent.destroy()
    // It may need a moment to notice that they are gone.
    let status = 503
    while (status === 503) ({ status } = await deliver())
    expect(status).toBe(200)
  })
})

describe('T11: a flood', () => {
  const held: ReturnType<typeof open>[] = []
  afterEach(async () => {
    for (const sent of held.splice(0)) sent.destroy()
    // It may need a moment to notice that they are gone.
    await expect.poll(async () => (await deliver()).status).toBe(200)
  })
  const hold = (headers: Record<string, string>, bytes: number) => {
    const sent = open(headers)
    sent.write(Buffer.alloc(bytes, ' '))
    held.push(sent)
    return sent
  }
  const statusOf = (sent: ReturnType<typeof open>) =>
    new Promise<number | undefined>((resolve) => {
      sent.once('response', ({ statusCode }) => resolve(statusCode))
      setTimeout(() => resolve(undefined), 300)
    })

  it('turns away what would be too much by its announced length, before any of it is sent', async () => {
    let kept = 0
    const next = () => {
      // One may be turned away itself while the server still notices that an earlier flood has gone.
      for (; kept < 3; kept += 1)
        hold({ 'content-length': String(22 * megabytes) }, 20 * megabytes).once('close', () => {
          kept -= 1
        })
      const sent = open({ 'content-length': String(8 * megabytes) })
      held.push(sent)
      sent.flushHeaders()
      return statusOf(sent)
    }
    await expect.poll(next, { timeout: 20_000 }).toBe(503)
  })

  it('turns away what is too much by its stream, where nothing is announced', async () => {
    const flood = Array.from({ length: 4 }, () => hold({ 'transfer-encoding': 'chunked' }, 20 * megabytes))
    // Whoever is still writing may find the connection closed before it has read the answer.
    const turnedAway = flood.map(
      (sent) => new Promise((resolve) => sent.once('close', () => resolve('away'))),
    )
    expect(await Promise.race([...turnedAway, pause(10_000, 'held')])).toBe('away')
  }, 20_000)

  it('of a hundred bodies of 30 MB, none of which says so, takes less than 150 MB of memory', async () => {
    const before = process.memoryUsage.rss()
    const piece = Buffer.alloc(megabytes, ' ')
    let most = before
    const send = (sent: ReturnType<typeof open>) => {
      let left = 30
      const write = () => {
        most = Math.max(most, process.memoryUsage.rss())
        while (left > 0) {
          left -= 1
          if (!sent.write(piece)) return
        }
      }
      sent.on('drain', write)
      write()
    }
    const flood = Array.from({ length: 100 }, () => open({ 'transfer-encoding': 'chunked' }))
    held.push(...flood)
    const ends = flood.map(
      (sent) =>
        new Promise<number | undefined>((resolve) => {
          sent
            .once('response', ({ statusCode }) => resolve(statusCode))
            .once('close', () => resolve(undefined))
        }),
    )
    for (const sent of flood) send(sent)
    expect(await Promise.all(ends)).not.toContain(200)
    expect(most - before).toBeLessThan(150 * megabytes)
  })

  it('ends a body that does not come to its end', async () => {
    const { timeout } = AbortSignal
    vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => timeout.call(AbortSignal, Math.min(ms, 200)))
    try {
      const sent = hold({ 'content-length': '1000' }, 10)
      const ended = new Promise((resolve) => sent.once('close', () => resolve('ended')))
      expect(await Promise.race([ended, pause(10_000, 'waits')])).toBe('ended')
    } finally {
      vi.restoreAllMocks()
    }
  })
})

describe('everything else', () => {
  it('T16: that is asked of a server without pages is not found, and says nothing', async () => {
    const { pages: _, ...without } = options
    const bare = await startWebServer(without)
    try {
      for (const path of [
        '/',
        '/probot',
        '/ping',
        '/issues',
        '/probot/static/primer.css',
        '/acme/payments/issues/12',
      ]) {
        const response = await fetch(bare.url + path)
        expect(response.status, path).toBe(404)
        expect(await response.text(), path).not.toMatch(/speculate|acme|payments|PONG|BEGIN|secret/)
      }
    } finally {
      await bare.stop()
    }
  })

  it('says that it is alive', async () => {
    const response = await fetch(`${server.url}/healthz`)
    expect([response.status, await response.json()]).toEqual([200, { status: 'ok' }])
  })

  it('goes to the pages', async () => {
    expect(await (await fetch(`${server.url}/runs/1`)).text()).toBe('page /runs/1')
  })
})

it.each(['', 'development', 'developmentdevelopment', 'fifteen letters'])(
  'refuses to start with the webhook secret %j',
  async (webhookSecret) => {
    await expect(startWebServer({ ...options, webhookSecret })).rejects.toThrow('webhook secret')
  },
)

it('refuses to start with a previous secret that could be guessed', async () => {
  await expect(startWebServer({ ...options, previousWebhookSecret: 'development' })).rejects.toThrow('secret')
})
