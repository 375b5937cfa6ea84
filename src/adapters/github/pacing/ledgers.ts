import { type Clock, systemClock } from '@speculate-dev/system'
import { EMPTY_LEDGER, type Ledger } from './ledger.ts'

/** What an edit makes of a ledger, and what it answers. The ledger it was given means that nothing changes. */
export interface Edited<T> {
  readonly ledger: Ledger
  readonly answer: T
}

/** The ledgers of all installations, by name. */
export interface Ledgers {
  /**
   * Changes one ledger, whoever else does at the same time: `edit` is called again with the newest where another one was faster. An edit
   * that changes nothing has seen the newest. `now` is the same clock for everybody, in milliseconds since the epoch.
   */
  edit<T>(name: string, edit: (ledger: Ledger, now: number) => Edited<T>): Promise<T>
}

/** For a process that has no database: its requests alone are paced. */
export function ledgersInMemory(clock: Clock = systemClock): Ledgers {
  const kept = new Map<string, Ledger>()
  return {
    async edit(name, edit) {
      const { ledger, answer } = edit(kept.get(name) ?? EMPTY_LEDGER, clock.now())
      kept.set(name, ledger)
      return answer
    },
  }
}
