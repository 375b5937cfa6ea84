import { pause } from '@speculate-dev/system'
import { z } from 'zod'
import type { OctokitOptions } from '../sending/create-octokit.ts'
import { type AppCredentials, createAppClient } from './create-app-client.ts'

const Deliveries = z.array(
  z.object({
    /** Octokit reads numbers beyond 2^53 as bigint. */
    id: z.union([z.int(), z.bigint()]).transform(String),
    guid: z.string(),
    status_code: z.int(),
    event: z.string(),
  }),
)
type Delivery = z.infer<typeof Deliveries>[number]

export type DeliveredAgain =
  /** Nothing that could be delivered again, or GitHub does not say. */
  | { readonly kind: 'none' }
  | { readonly kind: 'answered'; readonly status: number }
  /** GitHub has not said until then what became of it. */
  | { readonly kind: 'unknown' }

/** The library's type knows no number beyond 2^53. */
const ATTEMPTS: string = 'POST /app/hook/deliveries/{delivery_id}/attempts'
/** GitHub itself waits for ten seconds. */
const WAIT_MS = 25_000

/**
 * Has GitHub deliver once more what it has delivered before, and answers what came of it: the whole way from GitHub to the server. Whoever
 * takes it a second time does nothing that it has not done. Never throws.
 */
export async function deliverAgain(
  credentials: AppCredentials,
  options: OctokitOptions,
  waitMs = WAIT_MS,
): Promise<DeliveredAgain> {
  const octokit = createAppClient(credentials, options)
  const list = async () =>
    Deliveries.parse((await octokit.request('GET /app/hook/deliveries', { per_page: 30 })).data)
  try {
    const before = await list()
    const chosen = choose(before)
    if (!chosen) return { kind: 'none' }
    await octokit.request(ATTEMPTS, { delivery_id: chosen.id })
    const known = new Set(before.map(({ id }) => id))
    const until = performance.now() + waitMs
    while (performance.now() < until) {
      await pause(500)
      const again = (await list()).find(({ id, guid }) => guid === chosen.guid && !known.has(id))
      if (again) return { kind: 'answered', status: again.status_code }
    }
    return { kind: 'unknown' }
  } catch {
    return { kind: 'none' }
  }
}

/** The ping means nothing to anybody; of the rest, what has arrived once. */
function choose(deliveries: readonly Delivery[]): Delivery | undefined {
  const arrived = ({ status_code }: Delivery) => status_code >= 200 && status_code < 300
  return deliveries.find(({ event }) => event === 'ping') ?? deliveries.find(arrived) ?? deliveries[0]
}
