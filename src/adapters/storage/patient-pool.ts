import { retry } from '@speculate-dev/system'
import type { PostgresPool } from 'kysely'
import { DatabaseAway, isConnectionLost, isNobodyLetIn } from './connection-lost.ts'

/** Under the ten seconds after which GitHub gives a delivery up. */
const WAIT_MS = 8_000
const CONNECT_AGAIN_MS = 100

/**
 * Who asks while the database restarts waits for it: nothing has been sent that could be done twice. Throws `DatabaseAway` when it does
 * not come back. The first connection of all is not waited for: an address at which nobody is is said at once.
 */
export function patientPool(pool: PostgresPool): PostgresPool {
  let hasConnected = false
  return {
    options: pool.options,
    end: () => pool.end(),
    async connect() {
      const since = performance.now()
      const isAway = (error: unknown) => hasConnected && (isNobodyLetIn(error) || isConnectionLost(error))
      try {
        const client = await retry(() => pool.connect(), {
          everyMs: CONNECT_AGAIN_MS,
          mayRetry: (error) => isAway(error) && performance.now() - since <= WAIT_MS,
        })
        hasConnected = true
        return client
      } catch (error) {
        throw isAway(error) ? new DatabaseAway('the database is away', { cause: error }) : error
      }
    },
  }
}
