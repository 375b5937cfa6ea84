import { createServer } from 'node:http'
import { json } from 'node:stream/consumers'
import { afterEach, expect, it } from 'vitest'
import { createTraces } from '../../../src/adapters/observing/create-traces.ts'
import type { Span } from '../../../src/adapters/observing/spans.ts'
import type { RunEvent } from '../../../src/domain/run/run-event.ts'

const startedAt = '2026-05-05T12:00:00.000Z'
const run = 'acme/payments#7.1'
const ATTEMPT = { candidate: 'one', number: 1, toolchain: 'codex', task: 'patch' } as const
const minute = (number: number) => `2026-05-05T12:0${number}:00.000Z`
const EVENTS: readonly RunEvent[] = [
  { run, at: startedAt, event: 'run-started', by: 'maya', base: 'main', candidates: ['one'] },
  {
    ...{ run, at: minute(1), event: 'attempt-ended', ...ATTEMPT, startedAt, result: 'failure' },
    ...{ failure: 'crashed', detail: 'exit code 1', usage: { seconds: 60, inputTokens: 900, usd: 0.25 } },
  },
  {
    ...{ run, at: minute(3), event: 'verdict', startedAt, spent: {} },
    decision: { kind: 'promote', candidate: 'one', reason: 'it alone passes' },
  },
  { run, at: minute(4), event: 'settled', startedAt },
]

const cleanUp: (() => void)[] = []
afterEach(() => {
  for (const each of cleanUp.splice(0)) each()
})

interface Sent {
  readonly path: string | undefined
  readonly spans: readonly Span[]
}

async function startCollector(status: number) {
  const sent: Sent[] = []
  const server = createServer(async (request, response) => {
    const body = (await json(request)) as { resourceSpans: { scopeSpans: { spans: Span[] }[] }[] }
    sent.push({ path: request.url, spans: body.resourceSpans[0]?.scopeSpans[0]?.spans ?? [] })
    response.writeHead(status).end('{}')
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  cleanUp.push(() => server.close())
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  return { sent, endpoint: `http://127.0.0.1:${port}/` }
}

const said: string[] = []
const log = (message: string) => said.push(message)

it('sends a run as one trace: its attempts, its verdict and its settling, in the whole of it', async () => {
  const { sent, endpoint } = await startCollector(200)
  const traces = createTraces({ endpoint, log })
  for (const event of EVENTS) traces.observe(event)
  await traces.close()
  expect(sent.map(({ path }) => path)).toEqual(['/v1/traces'])
  const spans = sent.flatMap(({ spans }) => spans)
  const seconds = ({ startTimeUnixNano, endTimeUnixNano }: Span) =>
    Number((BigInt(endTimeUnixNano) - BigInt(startTimeUnixNano)) / 1_000_000_000n)
  expect(spans.map((span) => [span.name, seconds(span), span.status.code])).toEqual([
    ['patch one 1', 60, 2],
    ['verdict', 180, 0],
    ['settling', 60, 0],
    ['speculation', 240, 0],
  ])
  const whole = spans.at(-1)
  expect(new Set(spans.map(({ traceId }) => traceId))).toEqual(
    new Set([expect.stringMatching(/^[0-9a-f]{32}$/)]),
  )
  expect(spans.map(({ parentSpanId }) => parentSpanId)).toEqual([...Array(3).fill(whole?.spanId), undefined])
  expect(whole?.spanId).toMatch(/^[0-9a-f]{16}$/)
})

it('sends the settling of a run also after ten thousand whose settling another process has told', async () => {
  const { sent, endpoint } = await startCollector(200)
  const traces = createTraces({ endpoint, log, everyMs: 60_000 })
  const decision = { kind: 'promote', candidate: 'one', reason: 'it alone passes' } as const
  for (let number = 1; number <= 10_000; number += 1)
    traces.observe({
      ...{ run: `acme/payments#${number}.1`, at: minute(3), event: 'verdict', startedAt, spent: {} },
      decision,
    })
  const last = 'acme/payments#10001.1'
  traces.observe({ run: last, at: minute(3), event: 'verdict', startedAt, spent: {}, decision })
  traces.observe({ run: last, at: minute(4), event: 'settled', startedAt })
  await traces.close()
  const names = sent.flatMap(({ spans }) => spans).map(({ name }) => name)
  expect(names.slice(-3)).toEqual(['verdict', 'settling', 'speculation'])
})

it('gives the same ids in another process, so that what is told twice is one span', async () => {
  const { sent, endpoint } = await startCollector(200)
  for (const traces of [createTraces({ endpoint, log }), createTraces({ endpoint, log })]) {
    for (const event of EVENTS) traces.observe(event)
    await traces.close()
  }
  expect(sent[0]).toEqual(sent[1])
})

it('says once that a collector refuses, and goes on', async () => {
  said.length = 0
  const { sent, endpoint } = await startCollector(503)
  const traces = createTraces({ endpoint, log, everyMs: 1 })
  while (sent.length < 3) {
    for (const event of EVENTS) traces.observe(event)
    await new Promise(setImmediate)
  }
  await traces.close()
  expect(said).toEqual(['traces cannot be sent: the collector answered 503'])
})

it('keeps nobody waiting for a collector that is not there', async () => {
  said.length = 0
  const traces = createTraces({ endpoint: 'http://127.0.0.1:1', log })
  for (const event of EVENTS) expect(traces.observe(event)).toBeUndefined()
  await traces.close()
  expect(said).toEqual([expect.stringMatching(/^traces cannot be sent: /)])
})
