import type { Ledgers } from '../../../src/adapters/github/pacing/ledgers.ts'
import { DatabaseAway } from '../../../src/adapters/storage/connection-lost.ts'
import type { Store } from '../../../src/ports/store.ts'
import type { Injector } from '../faults/injector.ts'
import type { VirtualTime } from '../time/virtual-time.ts'
import { type Life, nothingEver, whileAlive } from '../world/life.ts'
import type { Crossing } from './simulated-queue.ts'

interface Database {
  readonly time: VirtualTime
  readonly injector: Injector
  readonly die: (life: Life, downMs: number) => void
}

/** As long as calls wait for a connection. */
const PATIENCE_MS = 8_000

/** The way to the database, which may be lost in the middle, be away for a while, or be the last that a process has tried. */
export function databaseWay({ time, injector, die }: Database) {
  let awayUntil = 0
  const untilBack = async (life: Life) => {
    const left = awayUntil - time.now()
    if (left <= 0) return
    await new Promise<void>((done) => time.after(Math.min(left, PATIENCE_MS), done))
    if (left > PATIENCE_MS && life.isAlive()) throw new DatabaseAway('the database is away')
  }
  return {
    crossingFor:
      (life: Life): Crossing =>
      async (_name, call) => {
        if (!life.isAlive()) return nothingEver()
        const { fault, death } = injector.onDatabase()
        await whileAlive(life, () => untilBack(life))
        if (death?.when === 'before') {
          die(life, death.downMs)
          return nothingEver()
        }
        if (fault) awayUntil = time.now() + fault.awayMs
        if (fault?.kind === 'before') throw new Error('Connection terminated unexpectedly')
        const answer = await call()
        if (death) die(life, death.downMs)
        if (!life.isAlive()) return nothingEver()
        if (fault) throw new Error('Connection terminated unexpectedly')
        return answer
      },
  }
}

/** The store as one process has it. */
export function storeFor(store: Store, crossing: Crossing): Store {
  return new Proxy(store, {
    get(target, name: keyof Store) {
      if (!(name in target)) return undefined
      return (...given: unknown[]) =>
        crossing(name, () => Reflect.apply(target[name], target, given) as Promise<unknown>)
    },
  })
}

/** The ledgers as one process has them; they are asked so often that no fault is planned for them. */
export function ledgersFor(ledgers: Ledgers, life: Life): Ledgers {
  return { edit: (name, edit) => whileAlive(life, () => ledgers.edit(name, edit)) }
}
