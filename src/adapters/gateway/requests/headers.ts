import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http'

/** The provider's address and the API key for it. */
export interface GatewayProvider {
  /** Without the path that agents append themselves. */
  readonly baseUrl: string
  readonly key: string
  /** Name of the variable that holds the key, for messages to the operator. */
  readonly variable: string
  readonly header: 'authorization' | 'x-api-key' | 'x-goog-api-key'
  /** What it must be told besides. */
  readonly headers?: Readonly<Record<string, string>>
  /** Its paths have no version in front, whatever the agent asks for. */
  readonly unversioned?: boolean
  /** What to do when the key is refused; otherwise another one is to be set. */
  readonly renewal?: string
}

/**
 * Headers of a call to the provider. Only those known to be harmless are taken over: others choose who pays
 * (`openai-organization`, `x-goog-user-project`), another method (`x-http-method-override`) or what is left out of the
 * answer (`x-goog-fieldmask`).
 */
export function requestHeaders(given: IncomingHttpHeaders, provider: GatewayProvider): OutgoingHttpHeaders {
  const kept = Object.entries(given).filter(([name]) => PASSED_ON.has(name) || PASSED_ON_BEGINNING.test(name))
  return {
    ...Object.fromEntries(kept),
    // Answers are counted as they pass, so they must be readable.
    'accept-encoding': 'identity',
    connection: 'close',
    ...provider.headers,
    [provider.header]: provider.header === 'authorization' ? `Bearer ${provider.key}` : provider.key,
  }
}

const PASSED_ON = new Set([
  'accept',
  'content-type',
  'user-agent',
  'anthropic-version',
  'anthropic-beta',
  'openai-beta',
  'x-goog-api-client',
  'idempotency-key',
  'x-request-id',
  'x-client-request-id',
  'originator',
  'version',
  'session_id',
  'conversation_id',
])

const PASSED_ON_BEGINNING = /^x-(?:stainless|codex)-/

/** Headers of the provider's answer, without those of its connection, its cookies and anything that holds the key. */
export function responseHeaders(given: IncomingHttpHeaders, key: string): OutgoingHttpHeaders {
  const named = new Set((given.connection ?? '').toLowerCase().split(/[\s,]+/))
  const kept = Object.entries(given).filter(
    ([name, value]) => !KEPT_BACK.has(name) && !named.has(name) && !String(value).includes(key),
  )
  return Object.fromEntries(kept)
}

const KEPT_BACK = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'set-cookie',
  'set-cookie2',
  'alt-svc',
  'location',
  'refresh',
])
