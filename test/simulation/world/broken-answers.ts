import type { RequestFault } from '../faults/fault.ts'
import type { AppRequest } from './network.ts'

/** Nothing happens on GitHub. */
export function isBefore(fault: RequestFault): boolean {
  switch (fault.kind) {
    case 'error-before':
    case 'cut-before':
    case 'secondary-limit':
    case 'primary-limit':
    case 'query-failed':
      return true
    case 'no-answer':
      return fault.happens === 'never'
    case 'error-after':
    case 'cut-after':
    case 'half-answer':
    case 'slow':
    case 'partial-data':
    case 'stale':
      return false
    default:
      return fault satisfies never
  }
}

export function isRead({ method, operation }: AppRequest): boolean {
  return operation === undefined ? method === 'GET' : operation.startsWith('query')
}

/** What the app gets instead of `answer`; throws as a connection does. */
export async function answerOf(
  fault: RequestFault,
  answer: Response | undefined,
  now: number,
): Promise<Response> {
  switch (fault.kind) {
    case 'error-before':
    case 'error-after':
      return errorAnswer(fault.status, now)
    case 'cut-before':
    case 'cut-after':
      throw Object.assign(new TypeError('fetch failed'), {
        cause: Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }),
      })
    case 'half-answer':
      return half(answer ?? errorAnswer(502, now))
    case 'secondary-limit':
      return secondaryLimit(fault.seconds, now)
    case 'primary-limit':
      return primaryLimit(fault.seconds, now)
    case 'query-failed':
      return json(
        200,
        { data: null, errors: [{ message: 'Something went wrong while executing your query.' }] },
        now,
      )
    case 'no-answer':
      return new Promise(() => {})
    case 'slow':
    case 'stale':
    case 'partial-data':
      return answer ?? errorAnswer(502, now)
    default:
      return fault satisfies never
  }
}

const LIMIT_TEXT = 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.'

function secondaryLimit(seconds: number | undefined, now: number): Response {
  const after: Record<string, string> = seconds === undefined ? {} : { 'retry-after': String(seconds) }
  return json(403, { message: LIMIT_TEXT, documentation_url: 'https://docs.github.com/rest' }, now, after)
}

function primaryLimit(seconds: number, now: number): Response {
  const reset = String(Math.ceil(now / 1_000) + seconds)
  const headers = {
    'x-ratelimit-limit': '5000',
    'x-ratelimit-remaining': '0',
    'x-ratelimit-used': '5000',
    'x-ratelimit-reset': reset,
    'x-ratelimit-resource': 'core',
  }
  return json(403, { message: 'API rate limit exceeded for installation ID 1.' }, now, headers)
}

function errorAnswer(status: number, now: number): Response {
  if (status !== 502) return json(status, { message: 'Server Error' }, now)
  const headers = { 'content-type': 'text/html', date: new Date(now).toUTCString() }
  return new Response('<html><head><title>502 Bad Gateway</title></head></html>', { status, headers })
}

function json(
  status: number,
  body: unknown,
  now: number,
  headers: Readonly<Record<string, string>> = {},
): Response {
  const usual = {
    'content-type': 'application/json; charset=utf-8',
    date: new Date(now).toUTCString(),
    'x-github-request-id': 'SIM:1',
  }
  return new Response(JSON.stringify(body), { status, headers: { ...usual, ...headers } })
}

/** The connection ends in the middle of the body. */
async function half(answer: Response): Promise<Response> {
  const text = answer.status === 204 ? '' : await answer.text()
  if (text === '') return answer
  const { status, headers } = answer
  let isBegun = false
  const body = new ReadableStream({
    pull: (controller) => {
      if (isBegun) return controller.error(new TypeError('terminated'))
      isBegun = true
      controller.enqueue(new TextEncoder().encode(text.slice(0, Math.floor(text.length / 2))))
    },
  })
  return new Response(body, { status, headers })
}

/** A field of the data is null, and an error names it, as GitHub answers what it could not read in time. */
export async function withoutSomething(answer: Response, pick: number): Promise<Response> {
  const text = await answer.text()
  const body: unknown = JSON.parse(text)
  const { status, headers } = answer
  if (!isRecord(body) || !isRecord(body.data)) return new Response(text, { status, headers })
  const path: string[] = []
  let [place, rest]: [Record<string, unknown>, number] = [body.data, pick]
  for (;;) {
    const names = Object.keys(place)
    const name = names[rest % Math.max(1, names.length)]
    if (name === undefined) break
    path.push(name)
    rest = Math.floor(rest / Math.max(1, names.length))
    const inside = place[name]
    if (!isRecord(inside) || rest % 3 === 0) {
      place[name] = null
      break
    }
    place = inside
  }
  const errors = [{ type: 'SERVICE_UNAVAILABLE', path, message: 'Something went wrong' }]
  return new Response(JSON.stringify({ ...body, errors }), { status, headers })
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
