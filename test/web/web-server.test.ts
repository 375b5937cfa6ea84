import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { candidateBranch } from '../../src/domain/candidate/candidate.ts'
import type { IssueKey } from '../../src/domain/issue/issue.ts'
import {
  startWebServer,
  type Unsigned,
  type WebServer,
  type WebServerOptions,
} from '../../src/web/web-server.ts'
import { credentials } from '../adapters/github/app-key.ts'
import { BODY, headersOf, SECRET, serverOptions, signed } from './a-delivery.ts'

const OLD_SECRET = 'the one before it, nearly as long'

const woken: IssueKey[] = []
let failure: Error | undefined
const options: WebServerOptions = {
  ...serverOptions(async (issue) => {
    if (failure) throw failure
    woken.push(issue)
  }),
  previousWebhookSecret: OLD_SECRET,
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
        ...headersOf(BODY),
        'x-github-hook-installation-target-id': String(app),
        'x-hub-signature-256': signed(BODY, 'some other secret, as long as this one'),
      },
      body: BODY,
    })
  for (const app of [credentials.appId, 4_711, 4_711]) expect((await send(app)).status).toBe(401)
  await strict.stop()
  expect(told).toEqual([{ count: 1, isForUs: true }])
})

it('O1: the end of checks is looked at after as long as events of one end are collected', async () => {
  const text = JSON.stringify({
    ...JSON.parse(BODY),
    action: 'completed',
    check_suite: {
      head_branch: candidateBranch({ owner: 'acme', repo: 'payments', number: 12 }, 1, 'minimal-change'),
    },
  })
  const waits: (number | undefined)[] = []
  const wake = async (_issue: IssueKey, afterMs?: number) => void waits.push(afterMs)
  for (const endCollectedMs of [undefined, 50]) {
    const near = await startWebServer({ ...serverOptions(wake), endCollectedMs })
    const headers = { ...headersOf(text), 'x-github-event': 'check_suite' }
    expect((await fetch(near.webhookUrl, { method: 'POST', headers, body: text })).status).toBe(200)
    await near.stop()
  }
  expect(waits).toEqual([500, 50])
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

function deliver(headers: Record<string, string> = {}, text = BODY): Promise<Response> {
  return fetch(server.webhookUrl, {
    method: 'POST',
    headers: { ...headersOf(text), ...headers },
    body: text,
  })
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
    const response = await fetch(slow.webhookUrl, { method: 'POST', headers: headersOf(BODY), body: BODY })
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
    expect((await deliver({ 'x-hub-signature-256': signed(BODY, OLD_SECRET) })).status).toBe(200)
    expect(woken).toEqual(['acme/payments#12'])
  })
})

describe('a delivery is refused', () => {
  it.each<[string, Record<string, string>, number]>([
    ['with an empty signature', { 'x-hub-signature-256': '' }, 401],
    ['with a signature that is none', { 'x-hub-signature-256': 'sha256=nothing' }, 401],
    ['signed with another secret', { 'x-hub-signature-256': signed(BODY, 'development') }, 401],
    ['signed for another body', { 'x-hub-signature-256': signed(`${BODY} `) }, 401],
    ['in upper case', { 'x-hub-signature-256': signed(BODY).toUpperCase() }, 401],
    ['signed with SHA-1', { 'x-hub-signature-256': signed(BODY, SECRET, 'sha1') }, 401],
    ['with a signature cut short', { 'x-hub-signature-256': signed(BODY).slice(0, -1) }, 401],
    ['without being JSON by its type', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['with an event name that is none', { 'x-github-event': '../issues' }, 400],
  ])('%s', async (_name, headers, status) => {
    expect((await deliver(headers)).status).toBe(status)
    expect(woken).toEqual([])
  })

  it('T11: without the SHA-256 signature, although SHA-1 is right', async () => {
    const { 'x-hub-signature-256': _, ...headers } = headersOf(BODY)
    const sha1 = { 'x-hub-signature': signed(BODY, SECRET, 'sha1') }
    const response = await fetch(server.webhookUrl, {
      method: 'POST',
      headers: { ...headers, ...sha1 },
      body: BODY,
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
