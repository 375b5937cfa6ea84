import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { deliver, labelled } from '../../bench/ingest/deliveries.ts'

export interface Server {
  readonly kind: 'pglite' | 'postgres'
  /** Its folder, or its address. */
  readonly place: string
}

const AT_ONCE = 50
const SERVER = fileURLToPath(new URL('./server.ts', import.meta.url))

interface Kill {
  /** The number of its first issue; each delivery is about one of its own. */
  readonly from: number
  /** How many deliveries are acknowledged before it. */
  readonly acknowledged: number
  /** The programs that the server has started die in the same moment; otherwise they see that it is gone. */
  readonly withAll: boolean
}

/**
 * Starts a server, delivers to it until so many deliveries have been acknowledged with 2xx, and kills it while others are under way.
 * Answers the numbers of those that were acknowledged, also while it died.
 */
export async function killUnderLoad(
  { kind, place }: Server,
  { from, acknowledged: wanted, withAll }: Kill,
): Promise<readonly number[]> {
  const server = fork(SERVER, [kind, place], { detached: true })
  const url = await addressOf(server)
  const acknowledged: number[] = []
  let next = from
  let isKilled = false
  const sender = async () => {
    while (!isKilled) {
      const number = next
      next += 1
      const status = await deliver(url, labelled(number), `kill-${number}`).catch(() => 0)
      if (status >= 200 && status < 300) acknowledged.push(number)
      else if (!isKilled) throw new Error(`answered ${status} while it was alive`)
      if (acknowledged.length < wanted || isKilled) continue
      isKilled = true
      process.kill((withAll ? -1 : 1) * (server.pid ?? 0), 'SIGKILL')
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, sender))
  if (server.signalCode === null) await once(server, 'exit')
  return acknowledged
}

async function addressOf(server: ChildProcess): Promise<string> {
  const ended = once(server, 'exit').then(() => Promise.reject(new Error('the server ended at its start')))
  const [url] = await Promise.race([once(server, 'message'), ended])
  ended.catch(() => {})
  return String(url)
}
