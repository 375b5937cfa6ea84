import type { IncomingMessage, ServerResponse } from 'node:http'

/** `/healthz` says that the process answers; it asks nobody else. False for every other request. */
export function healthPage(request: IncomingMessage, response: ServerResponse): boolean {
  if (request.method !== 'GET' || request.url !== '/healthz') return false
  response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"ok"}')
  return true
}
