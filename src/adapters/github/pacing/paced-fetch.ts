import { answeredBy } from './answered.ts'
import { costOf } from './cost-of.ts'
import type { Pacer } from './create-pacer.ts'
import { currentTurn } from './turn.ts'

/** Shorter waits are not worth coming back for. */
const SHORTEST_MS = 1_000

/** Sends each request when the installation's limits allow it. One that would wait for too long is answered here, as GitHub refuses it. */
export function pacedFetch(send: typeof fetch, pacer: Pacer, installation: string): typeof fetch {
  return async (input, init) => {
    const method = init?.method ?? 'GET'
    const path = new URL(input instanceof Request ? input.url : input).pathname
    const body = typeof init?.body === 'string' ? init.body : undefined
    const cost = costOf({ method, path, body })
    const { key, patienceMs, urgency } = currentTurn()
    const isRead = cost.rest === 1 || cost.graphql === 1
    const request = { cost, key, patienceMs, urgency: urgency ?? (isRead ? 'urgent' : 'normal') }
    const place = await pacer.take(installation, request)
    if ('waitMs' in place) return refusal(Math.max(SHORTEST_MS, place.waitMs))
    let answered: Awaited<ReturnType<typeof answeredBy>> | undefined
    try {
      const response = await send(input, init)
      answered = await answeredBy(response)
      return response
    } finally {
      place.end(answered)
    }
  }
}

function refusal(waitMs: number): Response {
  const message = "GitHub's rate limit is used up for now; nothing was sent"
  const headers = { 'content-type': 'application/json', 'retry-after': String(waitMs / 1_000) }
  return new Response(JSON.stringify({ message }), { status: 429, headers })
}
