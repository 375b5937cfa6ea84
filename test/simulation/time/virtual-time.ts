import { createTimers, type Setter, type Timers } from './timers.ts'

/** Time that passes only when nobody has anything left to do. */
export interface VirtualTime {
  /** Milliseconds since the epoch. */
  now(): number
  /** Does it so many milliseconds later; what it answers is waited for before anything else happens. */
  after(ms: number, event: () => unknown): void
  /** Lets time pass until `until`, or until `isOver`. */
  pass(until: number, isOver?: () => boolean): Promise<void>
  /** Gives the process its own time back. */
  giveBack(): void
}

/** What this process has begun and time must not overtake. */
export interface PendingWork {
  isPending(): boolean
}

const realImmediate = setImmediate
const turn = () => new Promise<void>((done) => realImmediate(done))

const realTimeout = setTimeout
/** Leaves the processor to other threads. */
const moment = () => new Promise<void>((done) => realTimeout(done, 1))
/** As many turns as a file usually takes where the threads have a processor. */
const MOST_TURNS = 10

/**
 * Takes the time of the whole process: what reads a clock, sets a timer or a time limit does it by this one, in whatever package it
 * stands. Timers of the same moment run in the order in which they were set. `setter` tells who sets one.
 */
export function takeTime(start: number, work: PendingWork, setter: Setter = () => () => true): VirtualTime {
  let now = start
  const timers = createTimers(() => now, setter)
  const giveBack = replaceGlobals(() => now, start, timers)
  const settle = async () => {
    for (let turns = 0; turns === 0 || work.isPending(); turns += 1) {
      if (turns > MOST_TURNS) await moment()
      await turn()
      await turn()
    }
  }
  return {
    now: () => now,
    after: (ms, event) => void timers.add(now + ms, event),
    async pass(until, isOver = () => false) {
      for (;;) {
        await settle()
        if (isOver()) return
        const next = timers.takeDue(until)
        if (next === undefined) break
        now = Math.max(now, next.at)
        await next.run()
      }
      now = Math.max(now, until)
    },
    giveBack,
  }
}

function replaceGlobals(now: () => number, start: number, timers: Timers): () => void {
  const { Date: RealDate, setTimeout, setInterval, clearTimeout, clearInterval } = globalThis
  const before = { Date: RealDate, setTimeout, setInterval, clearTimeout, clearInterval }
  const realNow = performance.now
  const realTimeout = AbortSignal.timeout
  class VirtualDate extends RealDate {
    constructor(...given: [] | [number | string | Date]) {
      const [value = now()] = given
      super(value)
    }
    static override now() {
      return now()
    }
  }
  Object.assign(globalThis, {
    Date: VirtualDate,
    setTimeout: timers.setTimeout,
    setInterval: timers.setInterval,
    clearTimeout: timers.clear,
    clearInterval: timers.clear,
  })
  performance.now = () => now() - start
  AbortSignal.timeout = (ms) => {
    const ending = new AbortController()
    timers.add(now() + ms, () => ending.abort(new DOMException('The operation timed out', 'TimeoutError')))
    return ending.signal
  }
  return () => {
    Object.assign(globalThis, before)
    performance.now = realNow
    AbortSignal.timeout = realTimeout
  }
}
