import type { IncomingMessage } from 'node:http'

/**
 * The whole body, or `too-large` as soon as that is sure. `hold` is called with every part, and answers `no-room` where nothing more
 * may be kept. Throws when the sender goes away in the middle. The connection stays for the answer, whatever is not read.
 */
export async function readBody(request: IncomingMessage, most: number): Promise<Buffer | 'too-large'>
export async function readBody(
  request: IncomingMessage,
  most: number,
  hold: (bytes: number) => 'no-room' | undefined,
): Promise<Buffer | 'too-large' | 'no-room'>
export async function readBody(
  request: IncomingMessage,
  most: number,
  hold?: (bytes: number) => 'no-room' | undefined,
): Promise<Buffer | 'too-large' | 'no-room'> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    length += chunk.length
    const refused = hold?.(chunk.length)
    if (length > most) return 'too-large'
    if (refused !== undefined) return refused
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
