import { TimeoutError } from './errors.js'

const FIRST_PAUSE_MS = 100

/**
 * Sends a request, and again after a time-out or from a busy gateway, as often and as long as allowed.
 * After a time-out `recover` is asked first: an answer of its own ends the loop.
 */
export async function sendWithRetry(request, settings, recover = async () => undefined) {
  const { exchange, clock, metrics, retries, timeoutMs, budgetMs } = settings
  const deadline = clock.now() + budgetMs
  for (let attempt = 1; ; attempt++) {
    const remaining = deadline - clock.now()
    const outcome = await trySend(exchange, { ...request, timeoutMs: Math.min(timeoutMs, remaining) })
    if (outcome.retry === undefined || attempt > retries) return settle(outcome)
    const pause = outcome.pauseMs ?? FIRST_PAUSE_MS * 2 ** (attempt - 1)
    if (clock.now() + pause >= deadline) return settle(outcome)
    metrics.count('payment.retry', { method: request.method, path: request.path, reason: outcome.retry })
    await clock.sleep(pause)
    const recovered = outcome.retry === 'timeout' ? await recover() : undefined
    if (recovered !== undefined) return recovered
  }
}

async function trySend(exchange, request) {
  try {
    const response = await exchange(request)
    if (response.status !== 503) return { response }
    return { response, retry: 'busy', pauseMs: retryAfterMs(response.headers) }
  } catch (error) {
    if (error instanceof TimeoutError) return { error, retry: 'timeout' }
    throw error
  }
}

function retryAfterMs(headers) {
  const seconds = Number(headers['retry-after'])
  return Number.isFinite(seconds) ? seconds * 1000 : undefined
}

function settle({ response, error }) {
  if (error !== undefined) throw error
  return response
}
