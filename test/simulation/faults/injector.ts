import {
  type DatabaseFault,
  type Death,
  type DeathOn,
  type Fault,
  type RequestFault,
  tellFault,
  type WebhookFault,
} from './fault.ts'

/** Counts what happens, and says what goes wrong with it. */
export interface Injector {
  /** From now on. */
  begin(): void
  onRequest(what: { readonly isWrite: boolean; readonly isCreation: boolean }): {
    readonly fault?: RequestFault | undefined
    readonly death?: Death | undefined
    /** One of the next reads shall be answered as of now. */
    readonly isStaleSoon: boolean
  }
  onWebhook(): WebhookFault | undefined
  onDatabase(): { readonly fault?: DatabaseFault | undefined; readonly death?: Death | undefined }
  /** An act of somebody has taken place. */
  acted(fault: Fault): void
  /** What has not been met yet comes next, one after the other. */
  hurry(): void
  /** Nothing goes wrong any more. */
  end(): void
  isOn(): boolean
  readonly fired: readonly Fault[]
  readonly counts: Readonly<Record<Counted, number>>
}

type Counted = 'requests' | 'writes' | 'creations' | 'webhooks' | 'calls'

/** How many requests a stale read lags behind. */
const STALE_REQUESTS = 3

export function createInjector(plan: readonly Fault[], note: (what: string) => void): Injector {
  const fired: Fault[] = []
  const counts = { ...NONE }
  let isOn = false
  const originals = new Map<Fault, Fault>()
  let byPlace = Map.groupBy(plan, placeOf)
  const isStaleAt = (at: number) =>
    byPlace.get(`request  ${at}`)?.some((one) => one.of === 'request' && one.fault.kind === 'stale') ?? false
  const take = (of: Fault['of'], at: number, on = '') => {
    const [fault] = (isOn && byPlace.get(`${of} ${on} ${at}`)) || []
    if (!fault) return undefined
    fired.push(originals.get(fault) ?? fault)
    note(`FAULT ${tellFault(fault)}`)
    return fault
  }
  const deathOn = (on: DeathOn, at: number) => {
    const found = take('death', at, on)
    return found?.of === 'death' ? found.fault : undefined
  }
  return {
    fired,
    counts,
    begin: () => {
      isOn = true
      Object.assign(counts, NONE)
    },
    hurry: () => {
      const left = plan.filter((fault) => fault.of !== 'people' && !fired.includes(fault))
      const next = broughtForward(left, counts)
      for (const [place, fault] of next.entries()) originals.set(fault, left[place] ?? fault)
      byPlace = Map.groupBy(next, placeOf)
    },
    end: () => {
      isOn = false
    },
    isOn: () => isOn,
    onRequest({ isWrite, isCreation }) {
      counts.requests += 1
      if (isWrite) counts.writes += 1
      if (isCreation) counts.creations += 1
      const found = take('request', counts.requests)
      return {
        fault: found?.of === 'request' ? found.fault : undefined,
        death:
          deathOn('request', counts.requests) ??
          (isWrite ? deathOn('write', counts.writes) : undefined) ??
          (isCreation ? deathOn('creation', counts.creations) : undefined),
        isStaleSoon: isOn && isStaleAt(counts.requests + STALE_REQUESTS),
      }
    },
    onWebhook() {
      counts.webhooks += 1
      const found = take('webhook', counts.webhooks)
      return found?.of === 'webhook' ? found.fault : undefined
    },
    onDatabase() {
      counts.calls += 1
      const found = take('database', counts.calls)
      return {
        fault: found?.of === 'database' ? found.fault : undefined,
        death: deathOn('database', counts.calls),
      }
    },
    acted: (fault) => {
      fired.push(fault)
      note(`FAULT ${tellFault(fault)}`)
    },
  }
}

const NONE: Readonly<Record<Counted, number>> = {
  requests: 0,
  writes: 0,
  creations: 0,
  webhooks: 0,
  calls: 0,
}
const APART: Readonly<Record<Counted, number>> = {
  requests: 4,
  writes: 2,
  creations: 1,
  webhooks: 2,
  calls: 40,
}
const COUNTED = {
  request: 'requests',
  write: 'writes',
  creation: 'creations',
  webhook: 'webhooks',
  database: 'calls',
} as const

function broughtForward(left: readonly Fault[], counts: Injector['counts']): readonly Fault[] {
  const next = { ...counts }
  return left.map((fault) => {
    if (fault.of === 'people') return fault
    const what = COUNTED[fault.of === 'death' ? fault.on : fault.of]
    next[what] += APART[what]
    return { ...fault, at: next[what] }
  })
}

function placeOf(fault: Fault): string {
  if (fault.of === 'people') return 'people'
  return `${fault.of} ${fault.of === 'death' ? fault.on : ''} ${fault.at}`
}
