import { createServer, type Server } from 'node:net'
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib'
import { onTestFinished } from 'vitest'

/** An address that nobody may call, and what called it: bytes of any protocol count. */
export interface Canary {
  readonly url: string
  readonly host: string
  readonly heard: string[]
}

export async function startCanary(): Promise<Canary> {
  const heard: string[] = []
  const server = createServer((socket) => {
    heard.push('a connection')
    socket.on('data', (bytes) => heard.push(bytes.toString('latin1')))
    socket.on('error', () => {})
    socket.end('HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n')
  })
  const host = await listen(server)
  return { url: `http://${host}/canary`, host, heard }
}

/** A provider that fetches every address in all that it is sent: line, headers, body, in any spelling. Bytes as they come. */
export async function startFetchingProvider(canary: Canary): Promise<{ url: string; received: string[] }> {
  const received: string[] = []
  const server = createServer((socket) => {
    let bytes = Buffer.alloc(0)
    socket.on('error', () => {})
    socket.on('data', async (more) => {
      bytes = Buffer.concat([bytes, more])
      received.push(more.toString('latin1'))
      if (spellings(bytes).some((text) => text.includes(canary.host))) await fetch(canary.url)
      if (isWhole(bytes)) {
        const upgrade = /^upgrade:/im.test(bytes.toString('latin1'))
        if (upgrade)
          socket.write(
            'HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n',
          )
        else socket.write('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}')
        bytes = Buffer.alloc(0)
      }
    })
  })
  return { url: `http://${await listen(server)}`, received }
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close()
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return `127.0.0.1:${address.port}`
}

function isWhole(bytes: Buffer): boolean {
  const text = bytes.toString('latin1')
  const end = text.indexOf('\r\n\r\n')
  if (end < 0) return false
  const length = /^content-length: *(\d+)/im.exec(text.slice(0, end))?.[1]
  if (length !== undefined) return bytes.length >= end + 4 + Number(length)
  return !/^transfer-encoding/im.test(text.slice(0, end)) || text.endsWith('0\r\n\r\n')
}

/** All that a provider might read in what it was sent. */
function spellings(bytes: Buffer): string[] {
  const plain = [bytes.toString('latin1'), bytes.toString('utf16le'), ...unpacked(bytes)]
  return plain.flatMap((text) => {
    const whole = text.replaceAll('\\/', '/')
    const unescaped = whole.replace(/\\u([0-9a-f]{4})/gi, (_, code) =>
      String.fromCharCode(Number.parseInt(code, 16)),
    )
    const percent = unescaped.replace(/%([0-9a-f]{2})/gi, (_, code) =>
      String.fromCharCode(Number.parseInt(code, 16)),
    )
    const base64 = (percent.match(/[\w+/-]{16,}/g) ?? []).map((word) =>
      Buffer.from(word, 'base64').toString('latin1'),
    )
    return [whole, unescaped, percent, ...base64]
  })
}

function unpacked(bytes: Buffer): string[] {
  const body = bytes.subarray(bytes.indexOf('\r\n\r\n') + 4)
  return [gunzipSync, inflateSync, brotliDecompressSync].flatMap((unpack) => {
    try {
      return [unpack(body).toString('latin1')]
    } catch {
      return []
    }
  })
}
