import { randomUUID } from 'node:crypto'
import { type Answered, withAnswer } from './answered.ts'
import type { Cost } from './cost-of.ts'
import { type Ledger, tidied, withoutPlace, withPlace, withWait } from './ledger.ts'
import type { Edited, Ledgers } from './ledgers.ts'
import type { Urgency } from './limits.ts'
import { createOrder, type Waiting } from './line.ts'
import { createSettling } from './settling.ts'
import { waitForRoom } from './wait-for-room.ts'

export interface PacedRequest {
  readonly cost: Cost
  readonly urgency: Urgency
  readonly key: string
  readonly patienceMs: number
}

/** A request that may be sent now. */
interface Place {
  /** `undefined` where no answer came. */
  end(answered: Answered | undefined): void
}

/** One for all installations of this process, and by its ledgers for all processes. */
export interface Pacer {
  /**
   * Resolves when the request may be sent, by all that every process has sent; what is urgent goes first, and keys take turns. Where that
   * would take longer than its patience, `waitMs` says how long: nothing is held meanwhile.
   */
  take(installation: string, request: PacedRequest): Promise<Place | { readonly waitMs: number }>
  /** Resolves once all that has ended is written down. */
  idle(): Promise<void>
}

export function createPacer(ledgers: Ledgers): Pacer {
  const lines = new Map<string, Line>()
  return {
    take(installation, request) {
      const line = lines.get(installation) ?? createLine(installation, ledgers)
      lines.set(installation, line)
      return line.take(request)
    },
    idle: async () => {
      await Promise.all([...lines.values()].map((line) => line.idle()))
    },
  }
}

interface Line {
  take(request: PacedRequest): Promise<Place | { readonly waitMs: number }>
  idle(): Promise<void>
}

type Change = (ledger: Ledger, now: number) => Ledger

/** What ended is written down together with the next request, or after this. */
const WRITE_DOWN_MS = 200
/** Others may have given places back. */
const LOOK_AGAIN_MS = 500

/** Those who wait on one installation. All that has come up is settled with one edit of the ledger. */
function createLine(installation: string, ledgers: Ledgers): Line {
  const order = createOrder()
  const waiting = new Set<Waiting>()
  let ended: readonly Change[] = []
  const settleOnce = async () => {
    const changes = ended
    ended = []
    try {
      const edit = (ledger: Ledger, now: number) => decide(ledger, now, { changes, waiting, order })
      for (const { one, waitMs } of await ledgers.edit(installation, edit)) answer(one, waitMs)
    } catch (error) {
      ended = [...changes, ...ended]
      for (const one of waiting) one.fail(error)
      waiting.clear()
    }
  }
  const answer = (one: Waiting, waitMs: number) => {
    const isTooLong = performance.now() + waitMs > one.until
    if (waitMs > 0 && !isTooLong) return settling.after(Math.min(waitMs, LOOK_AGAIN_MS), { isAwaited: true })
    waiting.delete(one)
    if (waitMs === 0) order.serve(one)
    one.answer(waitMs)
  }
  const settling = createSettling(settleOnce)
  const placeOf = (id: string): Place => ({
    end(answered) {
      ended = [...ended, ending(id, answered)]
      if (waiting.size > 0 || answered?.refusal) void settling.now()
      else settling.after(WRITE_DOWN_MS, { isAwaited: false })
    },
  })
  return {
    take: ({ patienceMs, ...request }) =>
      new Promise((resolve, reject) => {
        const id = randomUUID()
        waiting.add({
          ...request,
          id,
          until: performance.now() + patienceMs,
          answer: (waitMs) => resolve(waitMs === 0 ? placeOf(id) : { waitMs }),
          fail: reject,
        })
        void settling.now()
      }),
    idle: async () => {
      if (ended.length > 0) await settling.now()
      settling.cancel()
    },
  }
}

function ending(id: string, answered: Answered | undefined): Change {
  return (ledger, now) => {
    const without = withoutPlace(ledger, id, now)
    return answered ? withAnswer(without, answered, now) : without
  }
}

interface Situation {
  readonly changes: readonly Change[]
  readonly waiting: ReadonlySet<Waiting>
  readonly order: ReturnType<typeof createOrder>
}

interface Decided {
  readonly one: Waiting
  /** 0: it may be sent. */
  readonly waitMs: number
}

/** Everybody who waits, in order, as far as there is room; whoever comes after one that has to wait for the same does not pass it. */
function decide(before: Ledger, now: number, { changes, waiting, order }: Situation): Edited<Decided[]> {
  let ledger = tidied(
    changes.reduce((kept, change) => change(kept, now), before),
    now,
  )
  const answer: Decided[] = []
  const full = new Map<string, number>()
  for (const one of order.of(waiting)) {
    const kind = kindOf(one.cost)
    const waitMs = full.get(kind) ?? waitForRoom(ledger, one, now)
    answer.push({ one, waitMs })
    if (waitMs > 0) full.set(kind, waitMs)
    ledger =
      waitMs > 0 ? withWait(ledger, one, now + waitMs) : withPlace(ledger, one.id, { cost: one.cost, now })
  }
  return { ledger, answer }
}

/** By what may be used up. */
function kindOf({ rest, creations }: Cost): string {
  return creations > 0 ? 'creation' : rest > 0 ? 'rest' : 'graphql'
}
