import type { ProbotOctokit } from 'probot'
import { z } from 'zod'

export interface RedeliverQuery {
  /** ISO-8601; deliveries before it are left alone. GitHub keeps them for three days. */
  readonly since: string
  /** ISO-8601. */
  readonly now: string
}

const Delivery = z.object({
  /** Octokit reads numbers beyond 2^53 as bigint. */
  id: z.union([z.int(), z.bigint()]),
  guid: z.string(),
  delivered_at: z.string(),
  status_code: z.int(),
})
type Delivery = z.infer<typeof Delivery>

const WINDOW_MS = 3 * 24 * 60 * 60 * 1000
const MAX_PAGES = 10
const MAX_REDELIVERIES = 50
/** A delivery that failed this often will fail again. */
const MAX_FAILURES = 5

/** Asks for each delivery that has never succeeded once more; answers how many were asked for. */
export async function redeliverFailed(app: ProbotOctokit, query: RedeliverQuery): Promise<number> {
  const since = Math.max(Date.parse(query.since), Date.parse(query.now) - WINDOW_MS)
  const failed = await deliveries(app, 'failure', since)
  if (failed.length === 0) return 0
  const oldest = Math.min(...failed.map((delivery) => Date.parse(delivery.delivered_at)))
  const succeeded = new Set((await deliveries(app, 'success', oldest)).map(({ guid }) => guid))
  const open = [...Map.groupBy(failed, ({ guid }) => guid).values()]
    .filter((attempts) => attempts.length < MAX_FAILURES)
    .flatMap((attempts) => attempts[0] ?? [])
    .filter(({ guid }) => !succeeded.has(guid))
    .slice(0, MAX_REDELIVERIES)
  let asked = 0
  for (const delivery of open) if (await redeliver(app, delivery)) asked++
  return asked
}

/** Newest first, back to `since`. */
async function deliveries(
  app: ProbotOctokit,
  status: 'failure' | 'success',
  since: number,
): Promise<Delivery[]> {
  const found: Delivery[] = []
  let pages = 0
  const iterator = app.paginate.iterator<unknown>('GET /app/hook/deliveries', { status, per_page: 100 })
  for await (const response of iterator) {
    const page = z.array(Delivery).parse(response.data)
    found.push(...page.filter((delivery) => Date.parse(delivery.delivered_at) >= since))
    const last = page.at(-1)
    if (last === undefined || Date.parse(last.delivered_at) < since || ++pages === MAX_PAGES) break
  }
  // A server that does not know the `status` parameter answers with all of them.
  return found.filter((delivery) => isSuccess(delivery) === (status === 'success'))
}

function isSuccess({ status_code }: Delivery): boolean {
  return status_code >= 200 && status_code < 300
}

/** False when GitHub will not send it again; the others still get their turn. */
async function redeliver(app: ProbotOctokit, { id }: Delivery): Promise<boolean> {
  try {
    const route: string = 'POST /app/hook/deliveries/{delivery_id}/attempts'
    await app.request(route, { delivery_id: String(id) })
    return true
  } catch (error) {
    if (error instanceof Error && 'status' in error && (error.status === 404 || error.status === 422))
      return false
    throw error
  }
}
