import type { Cost } from './cost-of.ts'
import type { Ledger } from './ledger.ts'
import { CREATION_SHARES, HOUR_MS, HOUR_SHARES, LIMITS, MINUTE_MS, SHARES, type Urgency } from './limits.ts'

export interface Wanted {
  readonly cost: Cost
  readonly urgency: Urgency
}

/** When only requests under way are in the way: how soon one of them may have ended. */
const SOON_MS = 100

/** Milliseconds until the request may be sent, as far as is known; 0 for now. The ledger is tidy. */
export function waitForRoom(ledger: Ledger, { cost, urgency }: Wanted, now: number): number {
  const share = SHARES[urgency]
  const [rest, graphql, creations] = ([1, 2, 3] as const).map((index) => held(ledger, index))
  const inMinute = (index: 1 | 2) => ledger.points.map((one): Entry => [one[0], one[index]])
  return Math.max(
    ledger.closedUntil - now,
    urgency === 'cosmetic' && cost.creations > 0 ? ledger.neededUntil - now : 0,
    Object.keys(ledger.places).length < Math.floor(LIMITS.atOnce * share) ? 0 : SOON_MS,
    hourWait(ledger, { cost, urgency }, now),
    untilRoom(inMinute(1), { wanted: cost.rest, held: rest, limit: LIMITS.minute.rest * share }, now),
    untilRoom(
      inMinute(2),
      { wanted: cost.graphql, held: graphql, limit: LIMITS.minute.graphql * share },
      now,
    ),
    untilRoom(
      ledger.creations,
      {
        wanted: cost.creations,
        held: creations,
        limit: LIMITS.minute.creations * CREATION_SHARES.minute[urgency],
      },
      now,
    ),
    untilRoom(
      ledger.creations,
      {
        wanted: cost.creations,
        held: creations,
        limit: LIMITS.hour.creations * CREATION_SHARES.hour[urgency],
        windowMs: HOUR_MS,
      },
      now,
    ),
    0,
  )
}

function held({ places }: Ledger, index: 1 | 2 | 3): number {
  return Object.values(places).reduce((sum, place) => sum + place[index], 0)
}

function hourWait(ledger: Ledger, { cost, urgency }: Wanted, now: number): number {
  const resource = cost.graphql > 0 ? 'graphql' : 'core'
  const allowance = ledger.hour[resource]
  if (!allowance || allowance.resetsAt <= now) return 0
  const index = cost.graphql > 0 ? 2 : 1
  const underWay = Object.values(ledger.places).filter((place) => place[index] > 0).length
  const isRoom = allowance.used + underWay + 1 <= allowance.limit * HOUR_SHARES[urgency]
  return isRoom ? 0 : allowance.resetsAt - now
}

/** When it happened, and how much. */
type Entry = readonly [at: number, amount: number]

interface Room {
  readonly wanted: number
  /** By requests under way. */
  readonly held?: number | undefined
  readonly limit: number
  readonly windowMs?: number
}

/** Until enough of what was done, oldest first, lies further back than the window. */
function untilRoom(
  done: readonly Entry[],
  { wanted, held = 0, limit, windowMs = MINUTE_MS }: Room,
  now: number,
): number {
  if (wanted === 0) return 0
  const recent = done.filter(([at]) => at + windowMs > now)
  let total = wanted + held + recent.reduce((sum, [, amount]) => sum + amount, 0)
  if (total <= limit) return 0
  for (const [at, amount] of recent) {
    total -= amount
    if (total <= limit) return at + windowMs - now
  }
  return SOON_MS
}
