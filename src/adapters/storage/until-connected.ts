import { retry } from '@speculate-dev/system'
import { isConnectionLost, isNobodyLetIn } from './connection-lost.ts'

/** Under the ten seconds after which GitHub gives a delivery up. */
const FOR_MS = 8_000
const AGAIN_MS = 100

/** Does again, for some seconds, what failed because the database restarts; only for what does no harm when it is done twice. */
export async function untilConnected<T>(call: () => Promise<T>): Promise<T> {
  const since = performance.now()
  return retry(call, {
    everyMs: AGAIN_MS,
    mayRetry: (error) =>
      (isConnectionLost(error) || isNobodyLetIn(error)) && performance.now() - since <= FOR_MS,
  })
}
