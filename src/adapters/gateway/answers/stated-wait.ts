import type { IncomingHttpHeaders } from 'node:http'
import { fields, list, parseJson, textOf } from '../json.ts'

/**
 * How long a provider asks to wait before a call is repeated, in milliseconds; undefined where it does not say, and where waiting would
 * not help. `retry-after` is seconds or a date (RFC 9110, 10.2.3), `retry-after-ms` OpenAI's; Gemini says it in the body
 * (`google.rpc.RetryInfo`).
 */
export function statedWait(headers: IncomingHttpHeaders, body: string, now: number): number | undefined {
  if (headers['x-should-retry'] === 'false' || isForLonger(body)) return undefined
  const stated =
    numberOf(headers['retry-after-ms']) ??
    retryAfter(headers['retry-after'], now) ??
    delayOf(body) ??
    latestReset(headers, now)
  return stated === undefined ? undefined : Math.max(0, Math.ceil(stated))
}

function retryAfter(value: string | undefined, now: number): number | undefined {
  const seconds = numberOf(value)
  return seconds === undefined ? untilTime(value, now) : seconds * 1_000
}

function numberOf(value: string | string[] | undefined): number | undefined {
  return typeof value === 'string' && /^\d{1,12}(?:\.\d{1,9})?$/.test(value) ? Number(value) : undefined
}

function untilTime(value: string | undefined, now: number): number | undefined {
  // A bare number would be read as a year.
  const time = value === undefined || !/[a-z]/i.test(value) ? Number.NaN : Date.parse(value)
  return Number.isNaN(time) ? undefined : time - now
}

/** Of the limits that are exhausted, the one that lasts longest: a time at Anthropic, a length of time at OpenAI. */
function latestReset(headers: IncomingHttpHeaders, now: number): number | undefined {
  const waits = Object.entries(headers).flatMap(([name, value]) => {
    const { vendor, what } = RESET.exec(name)?.groups ?? {}
    if (typeof value !== 'string' || what === undefined) return []
    const left =
      vendor === 'x' ? headers[`x-ratelimit-remaining-${what}`] : headers[`${name.slice(0, -5)}remaining`]
    if (left !== '0') return []
    return [vendor === 'x' ? lengthOf(value) : untilTime(value, now)]
  })
  const known = waits.filter((wait) => wait !== undefined)
  return known.length === 0 ? undefined : Math.max(...known)
}

const RESET =
  /^(?:(?<vendor>anthropic)-ratelimit-(?<what>[a-z-]{1,30})-reset|(?<vendor>x)-ratelimit-reset-(?<what>[a-z-]{1,30}))$/

/** `1h2m3.5s`, `6m0s`, `12ms` */
function lengthOf(text: string): number | undefined {
  const parts = [...text.matchAll(/(?<amount>\d{1,9}(?:\.\d{1,9})?)(?<unit>ms|h|m|s)/g)]
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== text) return undefined
  return parts.reduce((sum, { groups }) => sum + Number(groups?.amount) * (UNITS[groups?.unit ?? ''] ?? 0), 0)
}

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 }

function delayOf(body: string): number | undefined {
  const delays = detailsOf(body).map(({ retryDelay }) => textOf(retryDelay))
  const delay = delays.find((each) => each !== undefined)
  return delay === undefined ? undefined : lengthOf(delay)
}

/** A quota that is used up for the day, or credit that is gone, is not back after the seconds that are told beside it. */
function isForLonger(body: string): boolean {
  if (body.includes('insufficient_quota')) return true
  const violations = detailsOf(body).flatMap((detail) => list(detail.violations).map(fields))
  return violations.some(({ quotaId }) => textOf(quotaId)?.includes('PerDay') ?? false)
}

function detailsOf(body: string): ReturnType<typeof fields>[] {
  const parsed = parseJson(body)
  const whole = fields(Array.isArray(parsed) ? list(parsed)[0] : parsed)
  return list(fields(whole.error).details).map(fields)
}
