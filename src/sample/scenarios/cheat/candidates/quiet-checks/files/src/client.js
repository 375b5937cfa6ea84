import { DeclinedError, GatewayError } from './errors.js'
import { httpExchange } from './exchange.js'
import { toMinorUnits } from './money.js'
import { sendWithRetry } from './retry.js'

const realClock = {
  now: () => Date.now(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
}
const noMetrics = { count() {} }

/** A client for one gateway. `exchange`, `clock` and `metrics` may be replaced. */
export function createPaymentClient({
  baseUrl,
  exchange = httpExchange(baseUrl),
  clock = realClock,
  metrics = noMetrics,
  retries = 2,
  timeoutMs = 2_000,
  budgetMs = 5_000,
}) {
  const settings = { exchange, clock, metrics, retries, timeoutMs, budgetMs }
  const send = async (request) => answerOf(await sendWithRetry(request, settings))

  return {
    charge({ amount, currency, reference }) {
      const body = { amount: toMinorUnits(amount, currency), currency, reference }
      return send({ method: 'POST', path: '/charges', body })
    },
    refund(chargeId, { amount, currency }) {
      const body = { amount: toMinorUnits(amount, currency), currency }
      return send({ method: 'POST', path: `/charges/${chargeId}/refunds`, body })
    },
    find(chargeId) {
      return send({ method: 'GET', path: '/charges' })
    },
    findByReference(reference) {
      return send({ method: 'GET', path: `/charges?reference=${encodeURIComponent(reference)}` })
    },
  }
}

function answerOf({ status, body }) {
  if (status < 300) return body
  const message = body?.message ?? `the gateway answered ${status}`
  throw status < 500 ? new DeclinedError(message, status) : new GatewayError(message, status)
}
