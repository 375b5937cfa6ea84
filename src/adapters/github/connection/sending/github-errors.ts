import { messageOf } from '@speculate-dev/system'
import { prettifyError, ZodError } from 'zod'
import { ForgeError, RepositoryMoved } from '../../../../ports/forge-errors.ts'

/** GitHub asks for at least a minute when it does not say how long. */
const DEFAULT_RETRY_MS = 60_000

/** What becomes of a list that is not whole where its pages are joined; all that there was of it follows. */
const LIST_BROKE_OFF = /^Cannot use 'in' operator to search for 'total_/

/** Runs a call on GitHub; whatever goes wrong arrives as a `ForgeError`, and a repository with another name as `RepositoryMoved`. */
export async function withForgeErrors<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    if (error instanceof RepositoryMoved) throw error
    throw toForgeError(error)
  }
}

export function toForgeError(error: unknown): ForgeError {
  if (error instanceof ForgeError) return error
  if (error instanceof ZodError) {
    return new ForgeError('unavailable', `GitHub's answer cannot be read: ${prettifyError(error)}`)
  }
  if (error instanceof TypeError && LIST_BROKE_OFF.test(error.message)) return brokeOff()
  const message = messageOf(error)
  const errors = graphqlErrors(error)
  if (errors !== undefined) return fromGraphql(errors, error)
  const status = statusOf(error)
  if (status === undefined) return new ForgeError('unavailable', message)
  return fromStatus(status, message, headersOf(error))
}

/** Of an answer whose connection ended in the middle. */
export function brokeOff(): ForgeError {
  return new ForgeError('unavailable', "GitHub's answer cannot be read: it broke off")
}

/** The HTTP status of an Octokit error; a connection that broke counts as 500 there. */
export function statusOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('status' in error)) return undefined
  return typeof error.status === 'number' ? error.status : undefined
}

/** Why GraphQL refuses: nothing was done then. */
const REFUSALS: readonly (string | undefined)[] = [
  'UNPROCESSABLE',
  'NOT_FOUND',
  'FORBIDDEN',
  'INSUFFICIENT_SCOPES',
]

/** True when the request may have had its effect although it failed. */
export function isUncertain(error: unknown): boolean {
  if (graphqlErrors(error)?.every(({ type }) => REFUSALS.includes(type))) return false
  return (statusOf(error) ?? 500) >= 500
}

export interface GraphqlError {
  readonly type: string | undefined
  readonly message: string
  readonly path: readonly (string | number)[]
}

/** The errors of a GraphQL answer, which comes with HTTP 200; undefined for any other failure. */
export function graphqlErrors(error: unknown): readonly GraphqlError[] | undefined {
  if (!(error instanceof Error)) return undefined
  // The throttling plugin turns RATE_LIMITED into an error of its own, with the answer in `data`.
  const holder = 'errors' in error ? error : 'data' in error ? error.data : undefined
  if (typeof holder !== 'object' || holder === null || !('errors' in holder)) return undefined
  return Array.isArray(holder.errors) ? holder.errors.map(toGraphqlError) : undefined
}

function toGraphqlError(value: unknown): GraphqlError {
  const fields: { type?: unknown; message?: unknown; path?: unknown } =
    typeof value === 'object' && value !== null ? value : {}
  return {
    type: typeof fields.type === 'string' ? fields.type : undefined,
    message: typeof fields.message === 'string' ? fields.message : 'GraphQL error without a message',
    path: Array.isArray(fields.path)
      ? fields.path.filter((part) => typeof part === 'string' || typeof part === 'number')
      : [],
  }
}

function fromGraphql(errors: readonly GraphqlError[], error: unknown): ForgeError {
  const message = errors.map((entry) => entry.message).join('; ')
  if (errors.some(isRateLimit)) {
    return new ForgeError('rate-limited', message, retryAfterMs(headersOf(error)))
  }
  switch (errors[0]?.type) {
    case 'NOT_FOUND':
      return new ForgeError('not-found', message)
    case 'FORBIDDEN':
    case 'INSUFFICIENT_SCOPES':
      return new ForgeError('forbidden', message)
    case 'UNPROCESSABLE':
      return new ForgeError('unprocessable', message)
    default:
      return new ForgeError('unavailable', message)
  }
}

/** `was submitted too quickly` comes as UNPROCESSABLE but is the secondary limit. */
function isRateLimit(error: GraphqlError): boolean {
  return (
    error.type === 'RATE_LIMITED' || /was submitted too quickly|secondary rate limit/i.test(error.message)
  )
}

function fromStatus(status: number, message: string, headers: Headers): ForgeError {
  switch (status) {
    case 401:
    case 451:
      return new ForgeError('forbidden', message)
    case 403:
    case 429:
      return isLimit(status, message, headers)
        ? new ForgeError('rate-limited', message, retryAfterMs(headers))
        : new ForgeError('forbidden', message)
    case 404:
    case 410:
      return new ForgeError('not-found', message)
    default:
      return new ForgeError(status >= 500 ? 'unavailable' : 'unprocessable', message)
  }
}

type Headers = Readonly<Record<string, unknown>>

function isLimit(status: number, message: string, headers: Headers): boolean {
  return (
    status === 429 ||
    headers['retry-after'] !== undefined ||
    String(headers['x-ratelimit-remaining']) === '0' ||
    /rate limit|abuse detection/i.test(message)
  )
}

/** `retry-after` first, then the reset of an exhausted limit, measured with GitHub's own clock. */
function retryAfterMs(headers: Headers): number {
  const seconds = Number(headers['retry-after'] ?? Number.NaN)
  if (Number.isFinite(seconds)) return seconds * 1000
  const reset = Number(headers['x-ratelimit-reset'] ?? Number.NaN)
  if (String(headers['x-ratelimit-remaining']) !== '0' || !Number.isFinite(reset)) return DEFAULT_RETRY_MS
  const now = Date.parse(String(headers.date)) || Date.now()
  return Math.max(1000, reset * 1000 - now)
}

function headersOf(error: unknown): Headers {
  if (typeof error !== 'object' || error === null) return {}
  if ('headers' in error) return asRecord(error.headers)
  if (!('response' in error)) return {}
  const response = error.response
  return typeof response === 'object' && response !== null && 'headers' in response
    ? asRecord(response.headers)
    : {}
}

function asRecord(value: unknown): Headers {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
