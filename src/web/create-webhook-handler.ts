import type { IncomingMessage, ServerResponse } from 'node:http'
import { Webhooks } from '@octokit/webhooks'
import { z } from 'zod'
import { readDelivery } from './read-delivery.ts'

export interface Delivery {
  /** `X-GitHub-Delivery`; a redelivery keeps it. */
  readonly id: string
  readonly name: string
  readonly payload: unknown
}

export interface WebhookHandlerOptions {
  readonly path: string
  /** Any one of them may have signed: two while a secret is being changed. */
  readonly secrets: readonly string[]
  /** Resolves once what the delivery asks for is stored. */
  readonly receive: (delivery: Delivery) => Promise<void>
  /** Told of each delivery that none of the secrets has signed; `app` is the id of the App that it says it is for. */
  readonly unsigned?: ((app: string | undefined) => void) | undefined
}

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>

/**
 * Answers 2xx only for what has been stored. Everything that can be refused without the body is refused before it is read,
 * and the signature is checked before anything of the body is looked at (T11).
 *
 * Octokit's own middleware is not used: it reads a body of any size, and after 9 s it answers 202 for what nobody has stored.
 */
export function createWebhookHandler({ path, secrets, receive, unsigned }: WebhookHandlerOptions): Handler {
  const verifiers = secrets.map((secret) => new Webhooks({ secret }))
  return async (request, response) => {
    if (request.url?.split('?')[0] !== path) return false
    const head = readHead(request)
    if (typeof head === 'number') return refuse(request, response, head)
    const body = await readDelivery(request)
    if (typeof body === 'number') return refuse(request, response, body)
    const text = new TextDecoder().decode(body)
    if (!(await isSigned(verifiers, text, head.signature))) {
      unsigned?.(appIn(request))
      return refuse(request, response, 401)
    }
    const payload = parsePayload(text)
    if (payload === undefined) return refuse(request, response, 400)
    try {
      await receive({ id: head.id, name: head.name, payload })
      return answer(response, 200)
    } catch {
      // Reported by the receiver's own error handler; GitHub counts the delivery as failed and sends it again when asked.
      return answer(response, 500)
    }
  }
}

async function isSigned(verifiers: readonly Webhooks[], text: string, signature: string): Promise<boolean> {
  // It throws for an empty body.
  const checks = await Promise.all(verifiers.map((each) => each.verify(text, signature).catch(() => false)))
  return checks.includes(true)
}

/** Anybody may say this. */
function appIn({ headers }: IncomingMessage): string | undefined {
  const target = headers['x-github-hook-installation-target-id']
  return typeof target === 'string' && /^\d{1,20}$/.test(target) ? target : undefined
}

interface Head {
  readonly id: string
  readonly name: string
  readonly signature: string
}

/** The status to refuse with, or what the headers say. Only SHA-256 signatures count. */
function readHead({ method, headers }: IncomingMessage): Head | number {
  if (method !== 'POST') return 405
  if (!/^\s*application\/json\s*(?:;|$)/i.test(headers['content-type'] ?? '')) return 415
  const id = headers['x-github-delivery']
  const name = headers['x-github-event']
  const signature = headers['x-hub-signature-256']
  if (typeof id !== 'string' || typeof name !== 'string') return 400
  if (typeof signature !== 'string' || !/^sha256=[0-9a-f]{64}$/.test(signature)) return 401
  return /^[\w-]{1,100}$/.test(id) && /^[a-z][a-z0-9_]{0,99}$/.test(name) ? { id, name, signature } : 400
}

/** What Probot reads of any event before ours is asked: it throws where these are something else. */
const Payload = z.looseObject({
  action: z.string().nullish(),
  installation: z.looseObject({ id: z.int().positive() }).nullish(),
})

function parsePayload(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return Payload.safeParse(value).success ? value : undefined
  } catch {
    return undefined
  }
}

/** Nothing more of the request is read. */
function refuse(request: IncomingMessage, response: ServerResponse, status: number): true {
  if (!request.complete) {
    response.setHeader('connection', 'close')
    response.once('finish', () => request.destroy())
  }
  return answer(response, status)
}

function answer(response: ServerResponse, status: number): true {
  response.writeHead(status, { 'content-type': 'text/plain' }).end()
  return true
}
