import { z } from 'zod'
import type { Cost } from './cost-of.ts'
import { HOUR_MS, MINUTE_MS } from './limits.ts'
import type { Wanted } from './wait-for-room.ts'

/** What GitHub has said of the requests of an hour: of REST (`core`) and of GraphQL apart. */
const Allowance = z.object({ limit: z.number(), used: z.number(), resetsAt: z.number() })

/**
 * What all processes know of the requests of one installation. Times are milliseconds since the epoch. A request under way holds a place,
 * which counts until it ends; then what it took is written down under the second in which it ended, which is never before GitHub counted
 * it. A place whose process died ends when it expires.
 */
export const Ledger = z.object({
  /** GitHub has asked for nothing to be sent before. */
  closedUntil: z.number(),
  /** Somebody waits until then to create what a run needs; what only looks nice creates nothing before. */
  neededUntil: z.number().default(0),
  /** Refusals in a row that did not say how long. */
  refusals: z.int(),
  hour: z.record(z.enum(['core', 'graphql']), Allowance.nullable()),
  /** `[time, points of REST, points of GraphQL]`, oldest first. */
  points: z.array(z.tuple([z.number(), z.number(), z.number()])),
  /** `[time, how many]`, oldest first. */
  creations: z.array(z.tuple([z.number(), z.number()])),
  /** By id: `[expires, points of REST, points of GraphQL, creations]`. */
  places: z.record(z.string(), z.tuple([z.number(), z.number(), z.number(), z.number()])),
})
export type Ledger = z.infer<typeof Ledger>

export const EMPTY_LEDGER: Ledger = {
  closedUntil: 0,
  neededUntil: 0,
  refusals: 0,
  hour: { core: null, graphql: null },
  points: [],
  creations: [],
  places: {},
}

/** Longer than any request may take, and than a process may be held up while it ends one. */
const PLACE_MS = 90_000
const SECOND_MS = 1_000

export function withPlace(ledger: Ledger, id: string, { cost, now }: { cost: Cost; now: number }): Ledger {
  const { rest, graphql, creations } = cost
  return { ...ledger, places: { ...ledger.places, [id]: [now + PLACE_MS, rest, graphql, creations] } }
}

/** Who was told to come back may have to look at the facts again before it asks. */
const COMING_BACK_MS = 3_000

/** It has to wait for so long. */
export function withWait(ledger: Ledger, { cost, urgency }: Wanted, until: number): Ledger {
  if (cost.creations === 0 || urgency === 'cosmetic') return ledger
  return { ...ledger, neededUntil: Math.max(ledger.neededUntil, until + COMING_BACK_MS) }
}

/** The request has ended, or never will. */
export function withoutPlace(ledger: Ledger, id: string, now: number): Ledger {
  const { [id]: place, ...places } = ledger.places
  if (!place) return ledger
  const [, rest, graphql, created] = place
  // Rounded up, so that it is not forgotten too early.
  const at = Math.ceil(now / SECOND_MS) * SECOND_MS
  const [points, creations] = [[...ledger.points], [...ledger.creations]]
  const second = points.at(-1)
  if (second?.[0] === at) points[points.length - 1] = [at, second[1] + rest, second[2] + graphql]
  else points.push([at, rest, graphql])
  if (created > 0) creations.push([at, created])
  return { ...ledger, places, points, creations }
}

/** Forgets what no limit looks at any more, and ends places that have expired. */
export function tidied(ledger: Ledger, now: number): Ledger {
  const expired = Object.entries(ledger.places).filter(([, [until]]) => until <= now)
  const ended = expired.reduce((kept, [id]) => withoutPlace(kept, id, now), ledger)
  const isOld = ([at]: readonly [number, ...unknown[]], ms: number) => at + ms <= now
  if (ended === ledger && !ledger.points.some((one) => isOld(one, MINUTE_MS))) return ledger
  return {
    ...ended,
    points: ended.points.filter((one) => !isOld(one, MINUTE_MS)),
    creations: ended.creations.filter((one) => !isOld(one, HOUR_MS)),
  }
}
