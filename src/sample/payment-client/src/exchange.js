import { TimeoutError } from './errors.js'

/** One request over HTTP: `{ status, headers, body }`, or a TimeoutError. */
export function httpExchange(baseUrl) {
  return async ({ method, path, headers = {}, body, timeoutMs }) => {
    const signal = AbortSignal.timeout(Math.max(1, timeoutMs))
    try {
      const response = await fetch(new URL(path, baseUrl), {
        method,
        signal,
        headers: { 'content-type': 'application/json', ...headers },
        body: body === undefined ? undefined : JSON.stringify(body),
      })
      return {
        status: response.status,
        headers: Object.fromEntries(response.headers),
        body: await response.json(),
      }
    } catch (error) {
      if (signal.aborted) throw new TimeoutError(`${method} ${path} took longer than ${timeoutMs} ms`)
      throw error
    }
  }
}
