import { ProbotOctokit } from 'probot'
import { withoutUndefined } from '../../../../domain/without-undefined.ts'
import type { Pacer } from '../../pacing/create-pacer.ts'
import { pacedFetch } from '../../pacing/paced-fetch.ts'
import { brokeOff } from './github-errors.ts'

/** One request as it went over the wire, retries and tokens included. */
export interface SentRequest {
  readonly method: string
  /** Path and query, without the host. */
  readonly path: string
  /** Of GraphQL: `query` or `mutation` and its name. */
  readonly operation?: string
  /** Undefined when no answer came. */
  readonly status: number | undefined
}

/** What came back for one request of an installation, retries included. */
export interface GitHubAnswer {
  /** Its id, or `app` for requests of the App itself. */
  readonly installation: string
  /** Undefined when no answer came. */
  readonly status: number | undefined
  /** As the answer's headers say. */
  readonly limit?: { readonly resource: string; readonly remaining: number } | undefined
}

export interface OctokitOptions {
  /** `https://api.github.com`, or what the operator fixed at start; never taken from a payload (T12). */
  readonly baseUrl: string
  /** `github` keeps to GitHub's limits, by the pacer; `none` is for loopback. */
  readonly pacing: 'github' | 'none'
  readonly onRequest?: (request: SentRequest) => void
  readonly onAnswer?: (answer: GitHubAnswer) => void
  /** Told what time it was on GitHub when it answered, and how long the answer took. */
  readonly onDate?: (date: string, tookMs: number) => void
  /** After this long without the beginning of an answer the outcome counts as unknown. */
  readonly timeoutMs?: number
  /** Sends a request; over the network without it. */
  readonly send?: typeof fetch
}

interface Authentication {
  readonly authStrategy?: unknown
  readonly auth?: unknown
  /** Keeps to the limits of one installation; without it requests are sent as they come. */
  readonly pace?: { readonly pacer: Pacer; readonly installation: string } | undefined
}

/** GitHub itself gives a request up after ten seconds: "Timeouts" in "Troubleshooting the REST API". */
const DEFAULT_TIMEOUT_MS = 15_000
/** Until the end of an answer, which may be a whole log. */
const WHOLE_ANSWER_MS = 30_000
/** Trying these again cannot help, or is the business of whoever reads `retry-after`. */
const FINAL_STATUSES = [400, 401, 403, 404, 409, 410, 422, 429, 451]

/** Probot's Octokit with the rules of this app: creates are sent once, long waits are errors, every request is reported. */
export function createOctokit(options: OctokitOptions, authentication: Authentication): ProbotOctokit {
  const { pace, ...auth } = authentication
  const sent = countingFetch(options, pace?.installation ?? 'app')
  const octokit = new ProbotOctokit({
    // Without a strategy of our own, Probot's would rewrite the message of every 403 and 404.
    authStrategy: undefined,
    ...auth,
    baseUrl: options.baseUrl,
    request: { fetch: pace ? pacedFetch(sent, pace.pacer, pace.installation) : sent },
    // Its pace is a fixed one, of one process.
    throttle: { enabled: false },
    retry: {
      retries: 2,
      doNotRetry: FINAL_STATUSES,
      retryAfterBaseValue: options.pacing === 'github' ? 1000 : 20,
    },
  })
  octokit.hook.before('request', sendCreatesOnce)
  octokit.hook.after('request', refuseBrokenOff)
  return octokit
}

/** The retry plugin would repeat a POST on 5xx, also when the first one had its effect. */
function sendCreatesOnce(request: { method: string; url: string; request?: object }): void {
  const isCreate = request.method === 'POST' && !request.url.endsWith('/graphql')
  if (isCreate) request.request = { ...request.request, retries: 0 }
}

/** Octokit answers with nothing where the connection ended in the middle, and its pages take that for an empty list. */
function refuseBrokenOff(
  { data, headers }: { readonly data: unknown; readonly headers: { readonly 'content-type'?: string } },
  { method }: { readonly method: string },
): void {
  if (method === 'GET' && data === '' && headers['content-type']?.includes('json')) throw brokeOff()
}

function countingFetch(
  { baseUrl, onRequest, onAnswer, onDate, timeoutMs, send }: OctokitOptions,
  installation: string,
): typeof fetch {
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input, baseUrl)
    const operation = operationOf(init?.body)
    const reported = {
      method: init?.method ?? 'GET',
      path: url.pathname + url.search,
      ...withoutUndefined({ operation }),
    }
    const sentAt = performance.now()
    const silence = new AbortController()
    const timer = setTimeout(
      () => silence.abort(new DOMException('GitHub does not answer', 'TimeoutError')),
      timeoutMs ?? DEFAULT_TIMEOUT_MS,
    )
    try {
      const signal = AbortSignal.any([silence.signal, AbortSignal.timeout(WHOLE_ANSWER_MS)])
      const response = await (send ?? fetch)(input, { ...init, signal })
      const date = dateOf(response)
      if (date !== undefined) onDate?.(date, performance.now() - sentAt)
      onRequest?.({ ...reported, status: response.status })
      onAnswer?.({ installation, status: response.status, limit: limitIn(response.headers) })
      return response
    } catch (error) {
      onRequest?.({ ...reported, status: undefined })
      onAnswer?.({ installation, status: undefined })
      throw error
    } finally {
      clearTimeout(timer)
    }
  }
}

/** Not of a proxy on the way, nor of the storage that logs are fetched from: those have clocks of their own. */
function dateOf({ headers, redirected }: Response): string | undefined {
  return headers.has('x-github-request-id') && !redirected ? (headers.get('date') ?? undefined) : undefined
}

function limitIn(headers: Headers): GitHubAnswer['limit'] {
  const [resource, remaining] = [headers.get('x-ratelimit-resource'), headers.get('x-ratelimit-remaining')]
  return resource === null || remaining === null ? undefined : { resource, remaining: Number(remaining) }
}

/** Of a document of ours, which begins with what it is. */
function operationOf(body: unknown): string | undefined {
  return typeof body === 'string' ? /^\{"query":"((?:query|mutation) \w+)/.exec(body)?.[1] : undefined
}
