import { ApiError } from '../api-error.ts'
import type { Actor, GitHub } from '../github.ts'

const HOUR_MS = 3_600_000
const LIMIT = 5000
const ANONYMOUS_LIMIT = 60

export interface RateLimits {
  /** Takes points of the resource, a request of REST being one; throws 403 once the hour's are used up. */
  use(
    actor: Actor,
    resource: RateResource,
    points: number,
  ): { readonly headers: () => Record<string, string>; readonly giveBack: () => void }
  now(actor: Actor, resource: RateResource): { limit: number; remaining: number; used: number; reset: number }
}

/** REST and GraphQL are counted apart. */
type RateResource = 'core' | 'graphql'

export function createRateLimits(github: GitHub): RateLimits {
  const windows = new Map<string, { used: number; endsAt: number }>()
  const windowOf = (actor: Actor, resource: RateResource) => {
    const who = actor.kind === 'installation' ? `installation ${actor.token.installationId}` : actor.login
    const key = `${resource} of ${who}`
    const found = windows.get(key)
    if (found !== undefined && found.endsAt > github.clock.now()) return found
    const fresh = { used: 0, endsAt: github.clock.now() + HOUR_MS }
    windows.set(key, fresh)
    return fresh
  }
  const now = (actor: Actor, resource: RateResource) => {
    const { used, endsAt } = windowOf(actor, resource)
    const limit = actor.kind === 'anonymous' ? ANONYMOUS_LIMIT : LIMIT
    return { limit, used, remaining: Math.max(0, limit - used), reset: Math.ceil(endsAt / 1000) }
  }
  const headers = (actor: Actor, resource: RateResource) => {
    const { limit, remaining, used, reset } = now(actor, resource)
    return {
      'x-ratelimit-limit': String(limit),
      'x-ratelimit-remaining': String(remaining),
      'x-ratelimit-used': String(used),
      'x-ratelimit-reset': String(reset),
      'x-ratelimit-resource': resource,
    }
  }
  return {
    now,
    use: (actor, resource, points) => {
      const window = windowOf(actor, resource)
      if (now(actor, resource).remaining < points) {
        const message = `API rate limit exceeded for ${actor.login || 'this address'}.`
        throw new ApiError(403, message, { headers: headers(actor, resource) })
      }
      window.used += points
      return {
        headers: () => headers(actor, resource),
        giveBack: () => {
          window.used -= points
        },
      }
    },
  }
}
