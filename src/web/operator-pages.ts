import type { IncomingMessage, ServerResponse } from 'node:http'
import { isSameSecret } from '@speculate-dev/system'

export interface OperatorPagesOptions {
  /** Why no work could be done now; undefined where it could. */
  readonly obstacle: () => Promise<string | undefined>
  readonly metrics: { readonly contentType: string; text(): Promise<string> }
  /** What `Authorization: Bearer` has to say from another machine; without it nobody there may read the numbers. */
  readonly metricsToken: string | undefined
}

/** `/readyz` says whether work can be done, `/metrics` how much was done: to this machine, or to who has the token (T16). */
export function operatorPages({ obstacle, metrics, metricsToken }: OperatorPagesOptions) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    if (request.method !== 'GET') return false
    if (request.url === '/readyz') {
      const reason = await obstacle()
      answer(response, reason === undefined ? 200 : 503, JSON.stringify({ status: reason ?? 'ok' }))
      return true
    }
    if (request.url !== '/metrics') return false
    if (!mayRead(request, metricsToken))
      answer(response, 401, '{"status":"only from this machine, or with the token"}')
    else answer(response, 200, await metrics.text(), metrics.contentType)
    return true
  }
}

function answer(response: ServerResponse, status: number, text: string, type = 'application/json'): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(text)
}

/** What a proxy on this machine passes on comes from elsewhere. */
function mayRead({ headers, socket }: IncomingMessage, token: string | undefined): boolean {
  const given = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1]
  if (given !== undefined && token !== undefined) return isSameSecret(given, token)
  const isPassedOn = Object.keys(headers).some((name) =>
    /^(?:forwarded|via|x-forwarded-.*|x-real-ip)$/.test(name),
  )
  return !isPassedOn && /^(?:::ffff:)?127\.|^::1$/.test(socket.remoteAddress ?? '')
}
