import type { Wanted } from './wait-for-room.ts'

/** A request that waits until it may be sent. */
export interface Waiting extends Wanted {
  readonly id: string
  readonly key: string
  /** By this process's own clock, in milliseconds: when it would rather be refused. */
  readonly until: number
  /** 0 when it may be sent, else the milliseconds after which it may be tried again. */
  readonly answer: (waitMs: number) => void
  readonly fail: (error: unknown) => void
}

const RANK = { urgent: 0, normal: 1, cosmetic: 2 }
/** Keys are forgotten all at once: the order is fair again after one turn. */
const MANY_KEYS = 10_000

/** In which order those who wait are looked at: what is urgent first, then the key that was served longest ago, then who came first. */
export function createOrder() {
  let served = new Map<string, number>()
  let turn = 0
  return {
    /** All of them, each key by turns. */
    of(waiting: Iterable<Waiting>): Waiting[] {
      const seen = new Map<string, number>()
      const ranked = [...waiting].map((one) => {
        const round = seen.get(one.key) ?? 0
        seen.set(one.key, round + 1)
        return { one, place: [RANK[one.urgency], round, served.get(one.key) ?? 0] }
      })
      return ranked.toSorted((a, b) => difference(a.place, b.place)).map(({ one }) => one)
    },
    serve({ key }: Waiting) {
      if (served.size > MANY_KEYS) served = new Map()
      turn += 1
      served.set(key, turn)
    },
  }
}

function difference(a: readonly number[], b: readonly number[]): number {
  return a.map((number, index) => number - (b[index] ?? 0)).find((one) => one !== 0) ?? 0
}
