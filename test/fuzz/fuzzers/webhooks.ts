import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { parseIssueKey } from '../../../src/domain/issue/issue.ts'
import { issuesOf, pullRequestsOf } from '../../../src/web/events.ts'
import { startWebServer, type WebServer } from '../../../src/web/web-server.ts'
import { credentials } from '../../adapters/github/app-key.ts'
import { DELIVERIES } from '../corpora/webhooks.ts'
import { createFuzzer, expectSame, expectThat } from '../fuzzer.ts'
import { jsonText, mutatedJson } from '../mutate/json.ts'
import { JSON_SIGNS } from '../mutate/signs.ts'
import { mutatedBytes } from '../mutate/text.ts'

const SECRET = 'a secret of more than sixteen characters'
const OWN = 'speculate[bot]'
const EVENTS = [...new Set(DELIVERIES.map(([event]) => event)), 'ping', 'constructor', 'projects_v2_item']
const WORDS = [...JSON_SIGNS, '"number":12,', '"repository":', '"action":"labeled",', '\\u0000', '1e999']

let woken: string[] = []
let server: Promise<WebServer> | undefined

function open(): Promise<WebServer> {
  server ??= startWebServer({
    credentials,
    webhookSecret: SECRET,
    previousWebhookSecret: undefined,
    queue: { wake: async (issue) => void woken.push(issue) },
    login: async () => OWN,
    port: 0,
    host: '127.0.0.1',
    baseUrl: 'http://127.0.0.1:1/api/v3',
  })
  return server
}

/** Whatever is signed with the secret and sent to the real door: stored and answered, or refused, and never an error of ours. */
export const webhooks = createFuzzer({
  name: 'webhooks',
  input: fc.constantFrom(...DELIVERIES).chain(([event, payload]) =>
    fc.record({
      event: fc.oneof(
        { weight: 5, arbitrary: fc.constant(event) },
        { weight: 1, arbitrary: fc.constantFrom(...EVENTS) },
      ),
      body: mutatedBytes(jsonText(mutatedJson([payload])), WORDS),
    }),
  ),
  async holds({ event, body }) {
    woken = []
    const status = await deliver(event, body)
    const payload = objectIn(body)
    expectThat([200, 400, 401].includes(status), `answered ${status}`)
    expectThat((status === 401) === !isText(body), `answered ${status}`)
    for (const key of woken) {
      const { number } = parseIssueKey(key)
      expectThat(Number.isSafeInteger(number) && number > 0, 'no issue is woken', key)
    }
    if (payload === undefined || status !== 200) {
      expectThat(payload === undefined || status === 400 || status === 401, `answered ${status}`)
      expectThat(woken.length === 0, 'what is refused wakes somebody', woken)
      return
    }
    expectSame(
      woken.toSorted(),
      [...issuesOf(event, reordered(payload), OWN)].toSorted(),
      'another order wakes others',
    )
    pullRequestsOf(event, payload, OWN)
  },
  close: async () => {
    await (await server)?.stop()
    server = undefined
  },
})

async function deliver(event: string, body: Buffer): Promise<number> {
  const response = await fetch((await open()).webhookUrl, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-github-delivery': '7a1b',
      'x-github-event': event,
      'x-hub-signature-256': `sha256=${createHmac('sha256', SECRET).update(body).digest('hex')}`,
    },
    body: new Uint8Array(body),
  })
  await response.arrayBuffer()
  return response.status
}

/** Otherwise it cannot have the signature that was made of its bytes. */
function isText(body: Buffer): boolean {
  const text = body.toString()
  return body.length > 0 && Buffer.from(text).equals(body) && !text.startsWith('\ufeff')
}

function objectIn(body: Buffer): object | undefined {
  try {
    const value: unknown = JSON.parse(body.toString())
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}

/** The same with the fields of every object in another order. */
function reordered(value: unknown): unknown {
  const written = JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toReversed())
      : inner,
  )
  return JSON.parse(written)
}
