import { TimeoutError } from './errors.js'

const FIRST_PAUSE_MS = 100

/** Sends a request, and again after a time-out or from a busy gateway, as often and as long as allowed. */
export async function sendWithRetry(request, { exchange, clock, metrics, retries, timeoutMs, budgetMs }) {
  const deadline = clock.now() + budgetMs
  for (let attempt = 1; ; attempt++) {
    const remaining = deadline - clock.now()
    const outcome = await trySend(exchange, clock, { ...request, timeoutMs: Math.min(timeoutMs, remaining) })
    if (outcome.retry === undefined || attempt > retries) return settle(outcome)
    const pause = outcome.pauseMs ?? FIRST_PAUSE_MS * 2 ** (attempt - 1)
    if (clock.now() + pause >= deadline) return settle(outcome)
    metrics.count('payment.retry', { method: request.method, path: request.path, reason: outcome.retry })
    await clock.sleep(pause)
  }
}

async function trySend(exchange, clock, request) {
  try {
    const response = await exchange(request)
    if (response.status !== 503) return { response }
    return { response, retry: 'busy', pauseMs: retryAfterMs(response.headers, clock.now()) }
  } catch (error) {
    if (error instanceof TimeoutError) return { error, retry: 'timeout' }
    throw error
  }
}

function retryAfterMs(headers, now) {
  const value = headers['retry-after']
  const pause = /^\d+$/.test(value) ? value * 1000 : Date.parse(value) - now
  return Number.isNaN(pause) ? undefined : pause
}

function settle({ response, error }) {
  if (error !== undefined) throw error
  return response
}
