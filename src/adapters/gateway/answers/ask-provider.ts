import type { IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import { type GatewayProvider, requestHeaders } from '../requests/headers.ts'
import { requestProvider } from '../requests/request-provider.ts'
import type { LimitWait } from './limit-wait.ts'
import type { Call } from './pass-on.ts'
import { statedWait } from './stated-wait.ts'

/** The head of an answer, and its body from the beginning. */
export interface ProviderAnswer {
  readonly head: IncomingMessage
  readonly body: Readable
  /** What was done about a limit that the call has met, to be told with the refusal. */
  readonly told: string | undefined
}

/** Statuses of a limit or an overload that passes: 529 is Anthropic's. */
const LIMITED: ReadonlySet<number | undefined> = new Set([429, 503, 529])
/** More of a refusal is not read before it is decided on. */
const MOST_OF_REFUSAL = 64_000

/**
 * Asks the provider. Where it refuses because of a limit and says how long that lasts, it is asked once more after that time, if the
 * attempt may wait. Rejects with the error of the connection or the reason of the call's signal.
 */
export async function askProvider(
  call: Call,
  provider: GatewayProvider,
  limitWait: LimitWait,
): Promise<ProviderAnswer> {
  const ask = () =>
    requestProvider({
      baseUrl: provider.baseUrl,
      target: provider.unversioned ? call.route.target.replace(/^\/v1(?=\/)/, '') : call.route.target,
      method: call.request.method ?? 'GET',
      headers: requestHeaders(call.request.headers, provider),
      body: call.body,
      signal: call.abort.signal,
    })
  const head = await ask()
  if (!LIMITED.has(head.statusCode)) return { head, body: head, told: undefined }
  const chunks = head.iterator({ destroyOnReturn: false })
  const beginning = await read(chunks, MOST_OF_REFUSAL)
  const ms = statedWait(head.headers, beginning.toString(), Date.now())
  const met = await limitWait.meet({ status: head.statusCode ?? 0, ms }, call.abort.signal)
  if (met.kind === 'pass-on') return { head, body: Readable.from(joined(beginning, chunks)), told: met.told }
  head.destroy()
  const again = await ask()
  return { head: again, body: again, told: LIMITED.has(again.statusCode) ? limitWait.told() : undefined }
}

async function read(chunks: AsyncIterator<Buffer>, most: number): Promise<Buffer> {
  const parts: Buffer[] = []
  let length = 0
  for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) {
    parts.push(next.value)
    length += next.value.length
    if (length >= most) break
  }
  return Buffer.concat(parts)
}

async function* joined(beginning: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield beginning
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value
}
