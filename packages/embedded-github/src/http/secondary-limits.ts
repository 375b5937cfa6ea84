import { ApiError } from '../api-error.ts'
import type { Actor, GitHub } from '../github.ts'

/** What a request counts for, beside the points of the hour. */
export interface RequestWeight {
  readonly api: 'rest' | 'graphql'
  /** Changes something: 5 points instead of 1. */
  readonly isWrite: boolean
  /** Issues, pull requests, comments, reviews and the like that it makes; people are told of each. */
  readonly creations: number
}

export interface SecondaryLimits {
  /** Throws 403 with `retry-after` where a limit is reached; else the request is under way until what is answered is called. */
  enter(actor: Actor, weight: RequestWeight): () => void
}

/** "Rate limits for the REST API", and the same page for GraphQL; the two share the requests at once and the creations. */
const POINTS_A_MINUTE = { rest: 900, graphql: 2_000 }
const CREATIONS = { minute: 80, hour: 500 }
const AT_ONCE = 100
const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000
/** GitHub asks for a minute at least. */
const RETRY_AFTER_SECONDS = 60

interface Past extends RequestWeight {
  readonly at: number
}

interface Caller {
  past: Past[]
  underWay: number
}

/** GitHub's limits beside those of the hour, each over the time that has just passed; refused requests count for nothing. */
export function createSecondaryLimits({ clock }: Pick<GitHub, 'clock'>): SecondaryLimits {
  const callers = new Map<string, Caller>()
  const callerOf = (actor: Actor): Caller => {
    const who = actor.kind === 'installation' ? `installation ${actor.token.installationId}` : actor.login
    const caller = callers.get(who) ?? { past: [], underWay: 0 }
    callers.set(who, caller)
    return caller
  }
  return {
    enter(actor, weight) {
      const caller = callerOf(actor)
      const now = clock.now()
      caller.past = caller.past.filter(({ at }) => at > now - HOUR_MS)
      if (caller.underWay >= AT_ONCE || isTooMuch(caller.past, weight, now)) throw refusal()
      caller.past.push({ ...weight, at: now })
      caller.underWay += 1
      return () => {
        caller.underWay -= 1
      }
    },
  }
}

function isTooMuch(past: readonly Past[], weight: RequestWeight, now: number): boolean {
  const lastMinute = past.filter(({ at }) => at > now - MINUTE_MS)
  const points = sum(lastMinute.filter(({ api }) => api === weight.api).map(pointsOf)) + pointsOf(weight)
  if (points > POINTS_A_MINUTE[weight.api]) return true
  if (weight.creations === 0) return false
  const created = (some: readonly Past[]) => sum(some.map(({ creations }) => creations)) + weight.creations
  return created(lastMinute) > CREATIONS.minute || created(past) > CREATIONS.hour
}

function pointsOf({ isWrite }: RequestWeight): number {
  return isWrite ? 5 : 1
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0)
}

function refusal(): ApiError {
  const message = 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.'
  return new ApiError(403, message, { headers: { 'retry-after': String(RETRY_AFTER_SECONDS) } })
}
