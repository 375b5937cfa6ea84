import { once } from 'node:events'
import { request } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { startWebServer, type WebServer } from '../../src/web/web-server.ts'
import { BODY, headersOf, serverOptions } from './a-delivery.ts'

const megabytes = 1024 * 1024

let server: WebServer
beforeAll(async () => {
  server = await startWebServer(serverOptions(async () => {}))
})
afterAll(() => server.stop())

const deliver = () => fetch(server.webhookUrl, { method: 'POST', headers: headersOf(BODY), body: BODY })

function open(headers: Record<string, string>) {
  const sent = request(server.webhookUrl, {
    method: 'POST',
    headers: { ...headersOf(BODY), ...headers },
  })
  // The server may hang up while we are still writing.
  sent.on('error', () => {})
  return sent
}

describe('a body beyond what GitHub sends', () => {
  it('is refused by its announced length, before any of it is sent', async () => {
    const sent = open({ 'content-length': String(26 * megabytes) })
    sent.flushHeaders()
    const [response] = await once(sent, 'response')
    expect(response.statusCode).toBe(413)
    sent.destroy()
  })

  it('T11: is not begun where the signature is of another form than SHA-256', async () => {
    for (const signature of [
      'sha1=0123456789012345678901234567890123456789',
      `sha256=${'0'.repeat(63)}`,
      '',
    ]) {
      const sent = open({ 'content-length': '1000', 'x-hub-signature-256': signature })
      sent.flushHeaders()
      const [response] = await once(sent, 'response')
      expect(response.statusCode).toBe(401)
      sent.destroy()
    }
  })

  it('is refused by its stream, when it announces nothing', async () => {
    const sent = open({ 'transfer-encoding': 'chunked' })
    const answered = once(sent, 'response')
    // No more than what makes it too large: bytes that nobody reads could take the answer with them.
    const pieces = [...Array<number>(25).fill(megabytes), 1]
    const write = () => {
      for (let size = pieces.shift(); size !== undefined; size = pieces.shift())
        if (!sent.write(Buffer.alloc(size, ' '))) return
    }
    sent.on('drain', write)
    write()
    const [response] = await answered
    expect(response.statusCode).toBe(413)
    sent.destroy()
  })

  it('is told to come back in a flood, which holds little memory and passes', async () => {
    const before = process.memoryUsage().rss
    const chunk = Buffer.alloc(2 * megabytes, ' ')
    const flood = Array.from({ length: 100 }, () => open({ 'content-length': String(20 * megabytes) }))
    // 64 MB are 32 of them; the others are refused while those are waiting.
    const refused = new Promise<void>((resolve) => {
      let left = 100 - 32
      for (const sent of flood) {
        sent.once('response', ({ statusCode }) => statusCode === 503 && --left === 0 && resolve())
      }
    })
    for (const sent of flood) sent.write(chunk)
    await refused
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * megabytes)
    for (const sent of flood) sent.destroy()
    // It may need a moment to notice that they are gone.
    let status = 503
    while (status === 503) ({ status } = await deliver())
    expect(status).toBe(200)
  })
})

describe('T11: a flood', () => {
  const held: ReturnType<typeof open>[] = []
  afterEach(async () => {
    for (const sent of held.splice(0)) sent.destroy()
    // It may need a moment to notice that they are gone.
    await expect.poll(async () => (await deliver()).status).toBe(200)
  })
  const hold = (headers: Record<string, string>, bytes: number) => {
    const sent = open(headers)
    sent.write(Buffer.alloc(bytes, ' '))
    held.push(sent)
    return sent
  }
  const statusOf = (sent: ReturnType<typeof open>) =>
    new Promise<number | undefined>((resolve) => {
      sent.once('response', ({ statusCode }) => resolve(statusCode))
      setTimeout(() => resolve(undefined), 300)
    })

  it('turns away what would be too much by its announced length, before any of it is sent', async () => {
    let kept = 0
    const next = () => {
      // One may be turned away itself while the server still notices that an earlier flood has gone.
      for (; kept < 3; kept += 1)
        hold({ 'content-length': String(22 * megabytes) }, 20 * megabytes).once('close', () => {
          kept -= 1
        })
      const sent = open({ 'content-length': String(8 * megabytes) })
      held.push(sent)
      sent.flushHeaders()
      return statusOf(sent)
    }
    await expect.poll(next, { timeout: 20_000 }).toBe(503)
  })

  it('turns away what is too much by its stream, where nothing is announced', async () => {
    const flood = Array.from({ length: 4 }, () => hold({ 'transfer-encoding': 'chunked' }, 20 * megabytes))
    // Whoever is still writing may find the connection closed before it has read the answer.
    const turnedAway = flood.map(
      (sent) => new Promise((resolve) => sent.once('close', () => resolve('away'))),
    )
    expect(await Promise.race([...turnedAway, pause(10_000, 'held')])).toBe('away')
  }, 20_000)

  it('of a hundred bodies of 30 MB, none of which says so, takes less than 150 MB of memory', async () => {
    const before = process.memoryUsage.rss()
    const piece = Buffer.alloc(megabytes, ' ')
    let most = before
    const send = (sent: ReturnType<typeof open>) => {
      let left = 30
      const write = () => {
        most = Math.max(most, process.memoryUsage.rss())
        while (left > 0) {
          left -= 1
          if (!sent.write(piece)) return
        }
      }
      sent.on('drain', write)
      write()
    }
    const flood = Array.from({ length: 100 }, () => open({ 'transfer-encoding': 'chunked' }))
    held.push(...flood)
    const ends = flood.map(
      (sent) =>
        new Promise<number | undefined>((resolve) => {
          sent
            .once('response', ({ statusCode }) => resolve(statusCode))
            .once('close', () => resolve(undefined))
        }),
    )
    for (const sent of flood) send(sent)
    expect(await Promise.all(ends)).not.toContain(200)
    expect(most - before).toBeLessThan(150 * megabytes)
  })

  it('ends a body that does not come to its end', async () => {
    const { timeout } = AbortSignal
    vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => timeout.call(AbortSignal, Math.min(ms, 200)))
    try {
      const sent = hold({ 'content-length': '1000' }, 10)
      const ended = new Promise((resolve) => sent.once('close', () => resolve('ended')))
      expect(await Promise.race([ended, pause(10_000, 'waits')])).toBe('ended')
    } finally {
      vi.restoreAllMocks()
    }
  })
})
