import type { IncomingMessage } from 'node:http'
import { addAbortSignal } from 'node:stream'
import { readBody } from '@speculate-dev/system'

/** GitHub never sends more. */
const MAX_BYTES = 25 * 1024 * 1024
/** What all unchecked bodies together may hold; in a flood deliveries are turned away, and real ones are asked for again. */
const MAX_BYTES_AT_ONCE = 64 * 1024 * 1024

/** GitHub itself gives up after ten seconds. */
const MAX_MS = 10_000

let bytesHeld = 0

/** The body, or the status to refuse with: 413 when it is too large by its header or by its stream, 503 in a flood. */
export async function readDelivery(request: IncomingMessage): Promise<Buffer | number> {
  const announced = Number(request.headers['content-length'] ?? 0)
  if (announced > MAX_BYTES) return 413
  if (bytesHeld + announced > MAX_BYTES_AT_ONCE) return 503
  addAbortSignal(AbortSignal.timeout(MAX_MS), request)
  let length = 0
  const hold = (bytes: number) => {
    length += bytes
    bytesHeld += bytes
    return bytesHeld > MAX_BYTES_AT_ONCE ? 'no-room' : undefined
  }
  try {
    const body = await readBody(request, MAX_BYTES, hold)
    if (body === 'no-room') return 503
    return body === 'too-large' ? 413 : body
  } catch {
    // The sender went away in the middle, or took too long.
    return 400
  } finally {
    bytesHeld -= length
  }
}
