import { createHash, randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { pause, readBody, withoutUndefined } from '@speculate-dev/system'
import { authenticate } from '../access/authenticate.ts'
import { ApiError } from '../api-error.ts'
import type { ActiveFault } from '../faults.ts'
import type { Actor, GitHub } from '../github.ts'
import { answerGraphql, type GraphqlCall, readGraphqlCall } from '../graphql/answer-graphql.ts'
import { restRoutes } from '../rest/routes.ts'
import type { Answer } from './call.ts'
import { byName, redirected } from './moved-repository.ts'
import { publishCall } from './published-calls.ts'
import { createRateLimits, type RateLimits } from './rate-limits.ts'
import { requestWeight } from './request-weight.ts'
import { type FoundRoute, routeFinder } from './route-finder.ts'
import { createSecondaryLimits, type SecondaryLimits } from './secondary-limits.ts'

const MAX_BODY_BYTES = 100_000_000

export type ApiServer = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** A request however it came. */
interface ApiRequest {
  readonly method: string
  readonly url: URL
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: Uint8Array
}

/** Answers everything below `/api`; undefined when the client is to see nothing but a closed connection. */
export type Api = (request: ApiRequest) => Promise<Answer | undefined>

export interface ApiPace {
  /** Default false: beside the limits of the hour, GitHub's secondary ones, with the answers that it refuses with. */
  readonly secondaryLimits?: boolean
  /** Default 0: every answer takes at least this long. */
  readonly answerMs?: number
}

/** The API as a server has it. */
export function createApiServer(github: GitHub, api: Api): ApiServer {
  return async (request, response) => {
    const body = await readBody(request, MAX_BODY_BYTES)
    if (body === 'too-large') throw new Error('request body over 100 MB')
    const { method = 'GET', headers } = request
    const answer = await api({ method, headers, body, url: new URL(request.url ?? '/', github.url) })
    if (answer === undefined) return void request.socket.destroy()
    response.writeHead(answer.status, headersOf(answer, github.clock.now())).end(contentOf(answer))
  }
}

/** Everything below `/api`: REST at `/api/v3`, GraphQL at `/api/graphql`. */
export function createApi(github: GitHub, pace: ApiPace = {}): Api {
  const limits = createRateLimits(github)
  const secondary = pace.secondaryLimits ? createSecondaryLimits(github) : undefined
  const route = routeFinder(restRoutes(limits))
  return async (request) => {
    const { url, method } = request
    const isGraphql = url.pathname === '/api/graphql'
    const path = byName(github, url.pathname.slice('/api/v3'.length))
    const matched = isGraphql ? undefined : route(method, path)
    const body = parseJson(request.body)
    const graphql = isGraphql ? readGraphqlCall(body) : undefined
    const operations = graphql?.operations ?? []
    const name = isGraphql ? '/graphql' : (matched?.route.path ?? url.pathname)
    const faults = github.faults.onRequest({ method, route: name, operations })
    const exchange: Exchange = {
      github,
      limits,
      secondary,
      answerMs: pace.answerMs ?? 0,
      request,
      url,
      method,
      graphql,
      matched,
      body,
      faults,
      actor: '',
    }
    const answer = await answerWithFaults(exchange)
    github.faults.record({
      method,
      route: name,
      path: url.pathname + url.search,
      operation: operations[0],
      status: answer?.status ?? 0,
      actor: exchange.actor,
      at: new Date(github.clock.now()).toISOString(),
    })
    if (answer !== undefined && faults.length === 0) publish(exchange, answer)
    return answer
  }
}

function publish({ github, method, url, request, body }: Exchange, answer: Answer): void {
  publishCall(() => ({
    method,
    path: byName(github, url.pathname.replace(/^\/api(?:\/v3)?/, '')),
    query: url.searchParams,
    userAgent: headerOf(request, 'user-agent') ?? '',
    body,
    answer,
  }))
}

interface Exchange {
  readonly github: GitHub
  readonly limits: RateLimits
  /** Undefined where they are not asked for. */
  readonly secondary: SecondaryLimits | undefined
  readonly answerMs: number
  readonly request: ApiRequest
  readonly url: URL
  readonly method: string
  /** Undefined for a call of REST. */
  readonly graphql: GraphqlCall | undefined
  readonly matched: FoundRoute | undefined
  readonly body: unknown
  readonly faults: readonly ActiveFault[]
  actor: string
}

/** Undefined when the client is to see nothing but a closed socket. */
async function answerWithFaults(exchange: Exchange): Promise<Answer | undefined> {
  for (const fault of exchange.faults) {
    if (fault.kind === 'delay') await pause(fault.milliseconds)
    if (fault.kind === 'error-before') return errorAnswer(fault)
    if (fault.kind === 'graphql-errors') return { status: 200, body: { data: null, errors: fault.errors } }
    if (fault.kind === 'disconnect' && fault.when === 'before') return undefined
    if (fault.kind === 'late') {
      void fault.until.then(() => answerHonestly(exchange)).finally(fault.onDone)
      return undefined
    }
  }
  let answer = await answerHonestly(exchange)
  for (const fault of exchange.faults) {
    if (fault.kind === 'error-after') return errorAnswer(fault)
    if (fault.kind === 'disconnect') return undefined
    if (fault.kind === 'graphql-partial') answer = { ...answer, body: withoutPath(answer.body, fault) }
  }
  return answer
}

async function answerHonestly(exchange: Exchange): Promise<Answer> {
  const stale = exchange.faults.find((fault) => fault.kind === 'stale')
  const github = stale === undefined ? exchange.github : { ...exchange.github, state: stale.state }
  let leave = () => {}
  try {
    const actor = authenticate(github, headerOf(exchange.request, 'authorization'))
    exchange.actor = actor.login
    const { limits, graphql, secondary, method, url, answerMs } = exchange
    if (secondary) leave = secondary.enter(actor, requestWeight({ method, path: url.pathname, graphql }))
    if (answerMs > 0) await pause(answerMs)
    const used = graphql ? limits.use(actor, 'graphql', graphql.cost.points) : limits.use(actor, 'core', 1)
    const answer = await handle({ ...exchange, github }, actor)
    if (exchange.method !== 'GET') await exchange.github.commit()
    return conditional(
      exchange,
      { ...answer, headers: { ...used.headers(), ...answer.headers } },
      used.giveBack,
    )
  } catch (error) {
    if (!(error instanceof ApiError)) return crash(error)
    return {
      status: error.status,
      headers: error.headers,
      body: {
        message: error.message,
        ...withoutUndefined({ errors: error.errors }),
        documentation_url: 'https://docs.github.com/rest',
        status: String(error.status),
      },
    }
  } finally {
    leave()
  }
}

async function handle(exchange: Exchange, actor: Actor): Promise<Answer> {
  const { github, matched, url, body, request, graphql, limits } = exchange
  const elsewhere = redirected(github, exchange.method, url)
  if (elsewhere) return elsewhere
  if (graphql) return answerGraphql(github, { actor, call: graphql, limits })
  if (matched === undefined) {
    const header = { 'x-embedded-github': 'not implemented' }
    throw new ApiError(404, 'Not Found', { headers: header })
  }
  const { params, route } = matched
  return route.handle({ github, actor, params, query: url.searchParams, body, headers: request.headers, url })
}

/** An error of ours, in the form in which GitHub reports one of its own; the reason is for whoever runs the tests. */
function crash(error: unknown): Answer {
  console.error(error)
  return { status: 500, body: { message: 'Server Error', error: String(error) } }
}

function errorAnswer(fault: {
  status: number
  message?: string
  headers?: Readonly<Record<string, string>>
}): Answer {
  return {
    status: fault.status,
    headers: fault.headers ?? {},
    body: { message: fault.message ?? 'Server Error', documentation_url: 'https://docs.github.com/rest' },
  }
}

/** 304 when the client has it already; that costs nothing. */
function conditional(exchange: Exchange, answer: Answer, giveBack: () => void): Answer {
  if (exchange.method !== 'GET' || answer.status !== 200) return answer
  const bytes = answer.raw?.content ?? JSON.stringify(answer.body)
  const etag = `W/"${createHash('sha256').update(bytes).digest('hex')}"`
  if (exchange.request.headers['if-none-match'] !== etag) {
    return { ...answer, headers: { ...answer.headers, etag } }
  }
  giveBack()
  return { status: 304, headers: { etag } }
}

function withoutPath(
  body: unknown,
  fault: { readonly path: string; readonly type?: string; readonly message?: string },
): unknown {
  const copy = structuredClone(body)
  const path = fault.path.split('.')
  let place: unknown = isRecord(copy) ? copy.data : undefined
  for (const key of path.slice(0, -1)) place = isRecord(place) ? place[key] : undefined
  const last = path.at(-1)
  if (isRecord(place) && last !== undefined) place[last] = null
  const error = {
    type: fault.type ?? 'FORBIDDEN',
    path,
    message: fault.message ?? 'Resource not accessible by integration',
  }
  return isRecord(copy)
    ? { ...copy, errors: [...(Array.isArray(copy.errors) ? copy.errors : []), error] }
    : copy
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function headerOf({ headers }: ApiRequest, name: string): string | undefined {
  const value = headers[name]
  return typeof value === 'string' ? value : value?.[0]
}

function parseJson(body: Uint8Array): unknown {
  if (body.length === 0) return undefined
  try {
    return JSON.parse(Buffer.from(body).toString())
  } catch {
    return undefined
  }
}

/** `now` is the time of the answer, in milliseconds since the epoch. */
export function headersOf(answer: Answer, now: number): Record<string, string> {
  return {
    date: new Date(now).toUTCString(),
    'x-github-request-id': randomUUID(),
    'x-github-media-type': 'github.v3; format=json',
    ...(answer.raw !== undefined
      ? { 'content-type': answer.raw.type }
      : answer.body !== undefined
        ? { 'content-type': 'application/json; charset=utf-8' }
        : {}),
    ...answer.headers,
  }
}

/** The body as it is sent. */
export function contentOf({ raw, body }: Answer): string | Uint8Array | undefined {
  return raw?.content ?? (body === undefined ? undefined : JSON.stringify(body))
}
