import { z } from 'zod'
import type { Ledger } from './ledger.ts'
import { MINUTE_MS } from './limits.ts'

/** What an answer of GitHub says about its limits. */
export interface Answered {
  /** Of the hour, where the answer says it. */
  readonly allowance:
    | {
        readonly resource: 'core' | 'graphql'
        readonly limit: number
        readonly used: number
        readonly resetsInMs: number
      }
    | undefined
  /** It was refused because of a limit; `retryAfterMs` where GitHub has said how long. */
  readonly refusal: { readonly retryAfterMs: number | undefined } | undefined
}

const Resource = z.enum(['core', 'graphql'])
const REFUSED = [403, 429]
const LIMIT_WORDS = /rate limit|abuse detection|submitted too quickly|RATE_LIMITED/i
/** A refusal of GraphQL comes as an answer like others, but a short one. */
const SHORT_BYTES = 4_096

/** Leaves the body to be read. */
export async function answeredBy(response: Response): Promise<Answered> {
  const { headers } = response
  const resetsInMs = resetIn(headers)
  const [limit, used] = ['x-ratelimit-limit', 'x-ratelimit-used'].map((name) => numberIn(headers, name))
  const resource = Resource.safeParse(headers.get('x-ratelimit-resource'))
  const allowance =
    resource.success && limit !== undefined && used !== undefined && resetsInMs !== undefined
      ? { resource: resource.data, limit, used, resetsInMs }
      : undefined
  const seconds = numberIn(headers, 'retry-after')
  // What is used up of the hour concerns one of the two resources alone, and the allowance says it.
  const isOver = allowance !== undefined && allowance.used >= allowance.limit
  if ((seconds === undefined && isOver) || !(await isRefusal(response, seconds !== undefined)))
    return { allowance, refusal: undefined }
  return { allowance, refusal: { retryAfterMs: seconds === undefined ? undefined : seconds * 1_000 } }
}

async function isRefusal(response: Response, isTold: boolean): Promise<boolean> {
  if (REFUSED.includes(response.status))
    return isTold || response.status === 429 || LIMIT_WORDS.test(await response.clone().text())
  const isShort = Number(response.headers.get('content-length') ?? Number.POSITIVE_INFINITY) < SHORT_BYTES
  if (response.status !== 200 || !isShort || !response.url.endsWith('/graphql')) return false
  const text = await response.clone().text()
  return text.includes('"errors"') && LIMIT_WORDS.test(text)
}

/** By GitHub's own clock. */
function resetIn(headers: Headers): number | undefined {
  const reset = numberIn(headers, 'x-ratelimit-reset')
  const now = Date.parse(headers.get('date') ?? '')
  return reset === undefined || Number.isNaN(now) ? undefined : Math.max(0, reset * 1_000 - now) + 1_000
}

function numberIn(headers: Headers, name: string): number | undefined {
  const text = headers.get(name)
  const number = Number(text)
  return text === null || !Number.isFinite(number) ? undefined : number
}

/** GitHub asks for a minute at least where it says nothing, and for more each time. */
const LONGEST_MS = 60 * MINUTE_MS

/** What everybody has to know of it. */
export function withAnswer(ledger: Ledger, { allowance, refusal }: Answered, now: number): Ledger {
  const known = allowance && ledger.hour[allowance.resource]
  const resetsAt = now + (allowance?.resetsInMs ?? 0)
  // Answers come in any order; in one hour what is used only grows. A reset is told in whole seconds.
  const isNews = !known || resetsAt > known.resetsAt + MINUTE_MS || (allowance?.used ?? 0) > known.used
  const hour =
    allowance && isNews
      ? { ...ledger.hour, [allowance.resource]: { limit: allowance.limit, used: allowance.used, resetsAt } }
      : ledger.hour
  if (!refusal) return { ...ledger, hour, refusals: 0 }
  const refusals = ledger.refusals + 1
  const waitMs = refusal.retryAfterMs ?? Math.min(LONGEST_MS, MINUTE_MS * 2 ** (refusals - 1))
  return { ...ledger, hour, refusals, closedUntil: Math.max(ledger.closedUntil, now + waitMs) }
}
