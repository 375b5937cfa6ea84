import { ACTS } from '../people/acts.ts'
import type { Random } from '../random.ts'
import type { Fault, RequestFault, WebhookFault } from './fault.ts'

/** How far into a run faults are spread: about as much as one of three candidates needs. */
const REQUESTS = 90
const WRITES = 24
const CREATIONS = 7
const CALLS = 700
const WEBHOOKS = 60
const SECONDS = 260

/** More than the twenty that every run shall meet. */
export function makePlan(random: Random): readonly Fault[] {
  const request = random.chance(0.5) ? aRequest : inOrder(aRequest)
  return withoutTwice([
    ...several(random, [10, 16], request),
    ...several(random, [4, 8], aWebhook),
    ...several(random, [2, 4], aCall),
    ...several(random, [2, 4], aDeath),
    ...several(random, [5, 9], anAct),
  ])
}

/** No effect comes after the app has given up, and no read is stale: then nothing is created twice, not even for a while. */
function inOrder(make: (random: Random) => Fault): (random: Random) => Fault {
  return (random) => {
    for (let fault = make(random); ; fault = make(random)) if (!mayDouble(fault)) return fault
  }
}

/** It may take such a fault for something to be created twice. */
function mayDouble(fault: Fault): boolean {
  if (fault.of !== 'request') return false
  const { kind } = fault.fault
  return kind === 'stale' || (kind === 'no-answer' && fault.fault.happens === 'late')
}

function several(
  random: Random,
  [least, most]: readonly [number, number],
  make: (random: Random) => Fault,
): Fault[] {
  return Array.from({ length: random.between(least, most) }, () => make(random))
}

function aRequest(random: Random): Fault {
  return { of: 'request', at: early(random, REQUESTS * 2), fault: requestFault(random) }
}

function aWebhook(random: Random): Fault {
  return { of: 'webhook', at: early(random, WEBHOOKS), fault: webhookFault(random) }
}

function aCall(random: Random): Fault {
  const kind = random.pick(['before', 'after'] as const)
  return {
    of: 'database',
    at: early(random, CALLS),
    fault: { kind, awayMs: random.pick([50, 500, 3_000, 12_000]) },
  }
}

function aDeath(random: Random): Fault {
  const on = random.pick(['request', 'write', 'creation', 'creation', 'database'] as const)
  const most = { request: REQUESTS * 1.5, write: WRITES * 1.5, creation: CREATIONS * 1.5, database: CALLS }
  const at = early(random, most[on])
  const when = random.pick(['before', 'after'] as const)
  if (on === 'creation' && when === 'after' && random.chance(0.7))
    return { of: 'death', on, at, fault: { when, downMs: random.between(500, 4_000), isUnseen: true } }
  return { of: 'death', on, at, fault: { when, downMs: random.between(500, 40_000) } }
}

function anAct(random: Random): Fault {
  const atMs = random.between(1, SECONDS * 1_000)
  return { of: 'people', atMs, act: random.pick(ACTS), pick: random.between(0, 999) }
}

/** What has gone wrong makes a run longer, and what comes first is met by all. */
function early(random: Random, most: number): number {
  return 1 + Math.floor(random.next() * random.next() * most)
}

/** Two of a kind in the same place would be one. */
function withoutTwice(plan: readonly Fault[]): readonly Fault[] {
  const places = new Set<string>()
  return plan.filter((fault) => {
    const place =
      fault.of === 'people'
        ? `people ${fault.atMs}`
        : `${fault.of} ${'on' in fault ? fault.on : ''} ${fault.at}`
    if (places.has(place)) return false
    places.add(place)
    return true
  })
}

function requestFault(random: Random): RequestFault {
  const status = random.pick([500, 502, 503] as const)
  return random.pick<() => RequestFault>([
    () => ({ kind: 'error-before', status }),
    () => ({ kind: 'error-after', status }),
    () => ({ kind: 'cut-before' }),
    () => ({ kind: 'cut-after' }),
    () => ({ kind: 'half-answer' }),
    () => ({ kind: 'no-answer', happens: random.pick(['never', 'at-once', 'late'] as const) }),
    () => ({ kind: 'slow', ms: random.between(1_000, 25_000) }),
    () => ({ kind: 'secondary-limit', seconds: random.pick([undefined, 1, 20, 60]) }),
    () => ({ kind: 'primary-limit', seconds: random.between(10, 600) }),
    () => ({ kind: 'partial-data', pick: random.between(0, 9_999) }),
    () => ({ kind: 'query-failed' }),
    () => ({ kind: 'stale', seconds: random.between(1, 10) }),
  ])()
}

function webhookFault(random: Random): WebhookFault {
  return random.pick<() => WebhookFault>([
    () => ({ kind: 'lost' }),
    () => ({ kind: 'doubled', ms: random.between(10, 20_000) }),
    () => ({ kind: 'late', ms: random.between(2_000, 120_000) }),
  ])()
}
