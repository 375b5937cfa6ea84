import { retry } from '@speculate-dev/system'
import type { PostgresPool, PostgresPoolClient } from 'kysely'
import { DatabaseAway, isConnectionLost, isNobodyLetIn, isSilence } from './connection-lost.ts'

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
        return droppedWhenSilent(client)
      } catch (error) {
        throw isAway(error) ? new DatabaseAway('the database is away', { cause: error }) : error
      }
    },
  }
}

/** A connection on which an answer did not come is not used again: whatever is asked next would wait behind it. */
function droppedWhenSilent(client: PostgresPoolClient): PostgresPoolClient {
  let isSilent = false
  const query = async (text: string, parameters: readonly unknown[]) => {
    try {
      return await client.query(text, parameters)
    } catch (error) {
      isSilent ||= isSilence(error)
      throw error
    }
  }
  const release = (destroy?: boolean) => client.release(destroy === true || isSilent)
  return Object.assign(Object.create(client), { query, release })
}
