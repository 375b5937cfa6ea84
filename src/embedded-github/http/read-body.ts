import type { IncomingMessage } from 'node:http'

/** The whole body, at most 100 MB. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk)
    size += bytes.length
    if (size > 100_000_000) throw new Error('request body over 100 MB')
    chunks.push(bytes)
  }
  return Buffer.concat(chunks)
}
