import { TimeoutError } from '../../src/errors.js'

/**
 * A gateway in memory that treats requests as the real one does: it acts before it answers, and it answers a repeated
 * idempotency key with its first answer. `next` holds what is to go wrong with the coming requests:
 * 'lost' (never arrives), 'unanswered' (arrives, and the answer is lost), or a response.
 */
export function fakeGateway() {
  const clock = fakeClock()
  const answers = new Map()
  const gateway = { clock, charges: [], refunds: [], requests: [], next: [] }

  gateway.exchange = async (request) => {
    gateway.requests.push(request)
    const fault = gateway.next.shift()
    if (typeof fault === 'object') return { headers: {}, body: {}, ...fault }
    const answer = fault === 'lost' ? undefined : remembered(request)
    if (fault === undefined) return answer
    clock.time += request.timeoutMs
    throw new TimeoutError(`${request.method} ${request.path} took too long`)
  }
  return gateway

  function remembered(request) {
    const key = request.headers?.['idempotency-key']
    if (key === undefined) return act(request)
    if (!answers.has(key)) answers.set(key, act(request))
    return answers.get(key)
  }

  function act({ method, path, body }) {
    if (method === 'POST' && path === '/charges') return create(gateway.charges, 'ch', body)
    if (method === 'POST') return create(gateway.refunds, 're', body)
    const url = new URL(path, 'http://gateway')
    const reference = url.searchParams.get('reference')
    if (reference !== null) return ok(gateway.charges.filter((charge) => charge.reference === reference))
    const found = gateway.charges.find((charge) => url.pathname === `/charges/${charge.id}`)
    return found ? ok(found) : { status: 404, headers: {}, body: { message: 'no such charge' } }
  }
}

function create(list, prefix, body) {
  const created = { id: `${prefix}_${list.length + 1}`, ...body }
  list.push(created)
  return { status: 201, headers: {}, body: created }
}

function ok(body) {
  return { status: 200, headers: {}, body }
}

function fakeClock() {
  const clock = { time: Date.UTC(2026, 0, 1), slept: [] }
  clock.now = () => clock.time
  clock.sleep = async (ms) => {
    clock.slept.push(ms)
    clock.time += ms
  }
  return clock
}
