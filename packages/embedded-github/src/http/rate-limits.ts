import { ApiError } from '../api-error.ts'
import type { Actor, GitHub } from '../github.ts'

const HOUR_MS = 3_600_000
const LIMIT = 5000
const ANONYMOUS_LIMIT = 60

export interface RateLimits {
  /** Counts a request; throws 403 once the hour's are used up. */
  use(actor: Actor): { readonly headers: () => Record<string, string>; readonly giveBack: () => void }
  now(actor: Actor): { limit: number; remaining: number; used: number; reset: number }
}

export function createRateLimits(github: GitHub): RateLimits {
  const windows = new Map<string, { used: number; endsAt: number }>()
  const windowOf = (actor: Actor) => {
    const key = actor.kind === 'installation' ? `installation ${actor.token.installationId}` : actor.login
    const found = windows.get(key)
    if (found !== undefined && found.endsAt > github.clock.now()) return found
    const fresh = { used: 0, endsAt: github.clock.now() + HOUR_MS }
    windows.set(key, fresh)
    return fresh
  }
  const now = (actor: Actor) => {
    const { used, endsAt } = windowOf(actor)
    const limit = actor.kind === 'anonymous' ? ANONYMOUS_LIMIT : LIMIT
    return { limit, used, remaining: Math.max(0, limit - used), reset: Math.ceil(endsAt / 1000) }
  }
  const headers = (actor: Actor) => {
    const { limit, remaining, used, reset } = now(actor)
    return {
      'x-ratelimit-limit': String(limit),
      'x-ratelimit-remaining': String(remaining),
      'x-ratelimit-used': String(used),
      'x-ratelimit-reset': String(reset),
      'x-ratelimit-resource': 'core',
    }
  }
  return {
    now,
    use: (actor) => {
      const window = windowOf(actor)
      if (now(actor).remaining === 0) {
        const message = `API rate limit exceeded for ${actor.login || 'this address'}.`
        throw new ApiError(403, message, { headers: headers(actor) })
      }
      window.used += 1
      return {
        headers: () => headers(actor),
        giveBack: () => {
          window.used -= 1
        },
      }
    },
  }
}
