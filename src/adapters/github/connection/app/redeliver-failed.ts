import type { ProbotOctokit } from 'probot'
import { z } from 'zod'

export interface RedeliverQuery {
  /** ISO-8601; deliveries before it are left alone. GitHub keeps them for three days. */
  readonly since: string
  /** ISO-8601. */
  readonly now: string
}

export interface Redelivered {
  /** How many deliveries were asked for. */
  readonly asked: number
  /** ISO-8601: when the oldest delivery that may still succeed was first tried. Absent where there is none. */
  readonly openSince?: string
}

const Delivery = z.object({
  /** Octokit reads numbers beyond 2^53 as bigint. */
  id: z.union([z.int(), z.bigint()]),
  guid: z.string(),
  delivered_at: z.string(),
  status_code: z.int(),
})
type Delivery = z.infer<typeof Delivery>
const Deliveries = z.array(Delivery)

const WINDOW_MS = 3 * 24 * 60 * 60 * 1000
const MAX_PAGES = 10
const MAX_REDELIVERIES = 50
const MAX_WAIT_MS = 60 * 60_000

/**
 * Asks once more for each delivery that has never succeeded: at once, then always after half of its age, and at least every hour until
 * GitHub has forgotten it. So an outage of minutes is bridged within minutes, and one of two days within an hour of its end.
 */
export function createRedelivery(app: ProbotOctokit): (query: RedeliverQuery) => Promise<Redelivered> {
  /** Deliveries that GitHub will not send again. */
  const refused = new Set<string>()
  return async (query) => {
    const open = (await openDeliveries(app, query)).filter(({ guid }) => !refused.has(guid))
    let asked = 0
    for (const one of open.filter((delivery) => isDue(delivery, query.now)).slice(0, MAX_REDELIVERIES))
      if (await redeliver(app, one)) asked++
      else refused.add(one.guid)
    const firsts = open.flatMap(({ guid, firstAt }) => (refused.has(guid) ? [] : [firstAt]))
    if (firsts.length === 0) return { asked }
    return { asked, openSince: new Date(Math.min(...firsts)).toISOString() }
  }
}

interface OpenDelivery extends Pick<Delivery, 'id' | 'guid'> {
  /** Milliseconds since 1970, as GitHub's clock has them. */
  readonly firstAt: number
  readonly lastAt: number
}

/** What has failed since then and never succeeded, each once. */
async function openDeliveries(app: ProbotOctokit, query: RedeliverQuery): Promise<OpenDelivery[]> {
  const since = Math.max(Date.parse(query.since), Date.parse(query.now) - WINDOW_MS)
  const failed = await deliveries(app, 'failure', since)
  if (failed.length === 0) return []
  const oldest = Math.min(...failed.map((delivery) => Date.parse(delivery.delivered_at)))
  const succeeded = new Set((await deliveries(app, 'success', oldest)).map(({ guid }) => guid))
  return [...Map.groupBy(failed, ({ guid }) => guid).entries()].flatMap(([guid, attempts]) => {
    const times = attempts.map(({ delivered_at }) => Date.parse(delivered_at))
    const [latest] = attempts
    if (!latest || succeeded.has(guid)) return []
    return [{ id: latest.id, guid, firstAt: Math.min(...times), lastAt: Math.max(...times) }]
  })
}

function isDue({ firstAt, lastAt }: OpenDelivery, now: string): boolean {
  return Date.parse(now) - lastAt >= Math.min((lastAt - firstAt) / 2, MAX_WAIT_MS)
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
    const page = Deliveries.parse(response.data)
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
async function redeliver(app: ProbotOctokit, { id }: OpenDelivery): Promise<boolean> {
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
