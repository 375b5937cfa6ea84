import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http'
import { holdsAddress } from './holds-address.ts'

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
 * Headers of a call to the provider. Only those known to be harmless are taken over: others open betas, choose who pays
 * (`openai-organization`, `x-goog-user-project`), another method (`x-http-method-override`) or what is left out of the
 * answer (`x-goog-fieldmask`). One that holds an address is left out, too.
 */
export function requestHeaders(given: IncomingHttpHeaders, provider: GatewayProvider): OutgoingHttpHeaders {
  const kept = Object.entries(given).filter(
    ([name, value]) =>
      (PASSED_ON.has(name) || name.startsWith('x-stainless-')) && !holdsAddress(String(value)),
  )
  const beta = harmlessBetas(given['anthropic-beta'])
  return {
    ...Object.fromEntries(kept),
    ...(beta === '' ? {} : { 'anthropic-beta': beta }),
    // The body is JSON, whatever else it was said to be.
    'content-type': 'application/json',
    // Answers are counted as they pass, so they must be readable.
    'accept-encoding': 'identity',
    connection: 'close',
    ...provider.headers,
    [provider.header]: provider.header === 'authorization' ? `Bearer ${provider.key}` : provider.key,
  }
}

const PASSED_ON = new Set([
  'accept',
  'user-agent',
  'anthropic-version',
  'x-goog-api-client',
  'idempotency-key',
  'x-request-id',
  'x-client-request-id',
  'originator',
  'version',
  'session_id',
  'conversation_id',
  'x-codex-installation-id',
  'x-codex-turn-metadata',
  'x-codex-turn-state',
  'x-codex-window-id',
])

/**
 * Betas of Anthropic, without their dates, that change how a model writes, thinks and is told of its tools. What they allow in a body
 * is judged there. Left out are those that reach elsewhere (files, MCP, containers, skills) or cost more (`context-1m`, `fast-mode`).
 */
const BETAS = new Set([
  'advanced-tool-use',
  'claude-code',
  'compact',
  'context-management',
  'effort',
  'extended-cache-ttl',
  'fine-grained-tool-streaming',
  'inline-tools',
  'interleaved-thinking',
  'mid-conversation-system',
  'mid-conversation-tool-changes',
  'model-context-window-exceeded',
  'oauth',
  'output-128k',
  'pdfs',
  'per-turn-control',
  'prompt-caching',
  'prompt-caching-scope',
  'redact-thinking',
  'structured-outputs',
  'task-budgets',
  'thinking-display-updates',
  'thinking-token-count',
  'token-counting',
  'token-efficient-tools',
  'tool-examples',
])

function harmlessBetas(given: string | string[] | undefined): string {
  const betas = String(given ?? '')
    .split(',')
    .map((beta) => beta.trim())
  return betas.filter((beta) => BETAS.has(beta.replace(/-\d{4}-?\d{2}-?\d{2}$/, ''))).join(',')
}

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
