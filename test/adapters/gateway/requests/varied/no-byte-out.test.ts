import { connect } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { expect, it } from 'vitest'
import type { Gateway } from '../../../../../src/adapters/gateway/gateway.ts'
import { type Asked, ask, open } from '../../support.ts'
import { type Canary, startCanary, startFetchingProvider } from './canary.ts'
import { CHAT } from './chat.ts'
import { GEMINI } from './gemini.ts'
import { HEADERS } from './headers.ts'
import { MESSAGES } from './messages.ts'
import { PATHS } from './paths.ts'
import { RAW } from './raw.ts'
import { RESPONSES } from './responses.ts'
import type { Shape } from './shapes.ts'

const SHAPES = { MESSAGES, RESPONSES, CHAT, GEMINI, PATHS, HEADERS }

/** A gateway before a provider that fetches whatever address it finds, wherever and however it is written. */
async function stage() {
  const canary = await startCanary()
  const provider = await startFetchingProvider(canary)
  const { gateway } = await open(provider.url, { model: { name: 'm', others: 'refuse' } })
  return { canary, provider, gateway }
}

it.each(Object.entries(SHAPES))('S2: no byte comes out by what an agent asks: %s', async (_, shapes) => {
  const { canary, gateway } = await stage()
  const out: string[] = []
  for (const [name, shape] of Object.entries(shapes)) {
    await ask(gateway, askedFor(shape, canary)).catch(() => {})
    if (canary.heard.splice(0).length > 0) out.push(name)
  }
  expect(out).toEqual([])
})

it('S2: no byte comes out by how it is sent', async () => {
  const { canary, gateway } = await stage()
  const out: string[] = []
  for (const [name, bytes] of Object.entries(RAW)) {
    await sendBytes(gateway, bytes(canary.url, canary.host))
    if (canary.heard.splice(0).length > 0) out.push(name)
  }
  expect(out).toEqual([])
})

it('S2: the provider that these are asked of does fetch, and is reached by what is honest', async () => {
  const { canary, provider, gateway } = await stage()
  await ask(gateway, { path: '/v1/messages', body: { model: 'm', messages: [] } })
  expect(provider.received).not.toEqual([])
  expect(canary.heard).toEqual([])
  for (const body of [canary.url, JSON.stringify(canary.url), encodeURIComponent(canary.url)]) {
    canary.heard.length = 0
    await fetch(`${provider.url}/v1/messages`, { method: 'POST', body })
    expect(canary.heard).not.toEqual([])
  }
})

it('S2: these are more than 700 shapes', () => {
  const counted = [...Object.values(SHAPES), RAW].map((shapes) => Object.keys(shapes).length)
  expect(counted.reduce((sum, count) => sum + count)).toBeGreaterThan(700)
})

function askedFor(shape: Shape, { url, host }: Canary): Asked {
  const { method = 'POST' } = shape
  return {
    method,
    path: shape.path.replace('CANARY', encodeURIComponent(url)).replace('HOST', host),
    headers: shape.headers?.(url) ?? {},
    body: ['GET', 'HEAD'].includes(method) ? undefined : shape.body(url),
  }
}

/** Some are answered, some only wait for more: those are given up. */
async function sendBytes(gateway: Gateway, bytes: Buffer): Promise<void> {
  const socket = connect(gateway.socket)
  const isOver = new Promise((resolve) => {
    socket.once('data', resolve).once('close', resolve).once('error', resolve)
  })
  socket.write(bytes)
  await Promise.race([isOver, setTimeout(200)])
  socket.destroy()
}
