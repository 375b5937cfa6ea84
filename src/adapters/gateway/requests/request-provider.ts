import { type IncomingMessage, type OutgoingHttpHeaders, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'

export interface ProviderRequest {
  readonly baseUrl: string
  /** Path and query, appended to the path of the address. */
  readonly target: string
  readonly method: string
  readonly headers: OutgoingHttpHeaders
  readonly body: Buffer
  readonly signal: AbortSignal
}

/**
 * Asks the provider, and nobody else: host and port come from the configuration alone, and redirects are answers like any
 * other. Resolves with the answer's head; rejects with the error of the connection or the signal's reason.
 */
export function requestProvider(call: ProviderRequest): Promise<IncomingMessage> {
  const { protocol, hostname, port, pathname } = new URL(call.baseUrl)
  const request = protocol === 'https:' ? requestHttps : requestHttp
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        protocol,
        hostname: hostname.replace(/^\[(.*)\]$/, '$1'),
        port,
        path: pathname.replace(/\/+$/, '') + call.target,
        method: call.method,
        headers: {
          ...call.headers,
          ...(call.method === 'POST' ? { 'content-length': call.body.length } : {}),
        },
        signal: call.signal,
      },
      resolve,
    )
    outgoing.on('error', (error) => reject(call.signal.aborted ? call.signal.reason : error))
    outgoing.end(call.body)
  })
}

/** The provider was never reached, so that nothing can have been used. */
export function neverReached(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|CERT_.*|ERR_TLS_.*|ERR_PROXY_TUNNEL|.*CERT.*)$/.test(
    code,
  )
}
