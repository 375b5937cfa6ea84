import { messageOf } from '@speculate-dev/system'
import type { Log, Observe } from '../../ports/operator.ts'
import { type Span, spanOf, wholeSpan } from './spans.ts'

export interface Traces {
  readonly observe: Observe
  /** Sends what is left, for as long as one request may take. */
  close(): Promise<void>
}

export interface TracesOptions {
  /** Of a collector that speaks OTLP over HTTP: `http://localhost:4318`. */
  readonly endpoint: string
  /** Told of the first of several failures in a row. */
  readonly log: Log
  readonly everyMs?: number
}

/** What has not been sent is dropped beyond this, the oldest first. */
const MOST_WAITING = 2_000
/** Of runs that are not settled yet, or of whose settling another process tells: beyond this the oldest are forgotten. */
const MOST_VERDICTS = 10_000
const TIMEOUT_MS = 5_000

/** Sends the spans of runs to a collector, some at a time. Nobody waits for it, and what cannot be sent is lost. */
export function createTraces({ endpoint, log, everyMs = 2_000 }: TracesOptions): Traces {
  const url = `${endpoint.replace(/\/+$/, '')}/v1/traces`
  const verdicts = new Map<string, string>()
  let waiting: Span[] = []
  let sending = Promise.resolve()
  let isFailing = false

  const send = async () => {
    const spans = waiting
    if (spans.length === 0) return
    waiting = []
    const failure = await post(url, spans)
    if (failure !== undefined && !isFailing)
      log(`traces cannot be sent: ${failure}`, {
        next: 'Look whether OTEL_EXPORTER_OTLP_ENDPOINT names a collector that takes OTLP over HTTP. Runs go on without it.',
      })
    isFailing = failure !== undefined
  }
  const flush = () => {
    sending = sending.then(send)
    return sending
  }
  const timer = setInterval(flush, everyMs).unref()
  return {
    observe: (event) => {
      const span = spanOf(event, verdicts.get(event.run))
      if (event.event === 'verdict') {
        verdicts.set(event.run, event.at)
        const [oldest] = verdicts.keys()
        if (verdicts.size > MOST_VERDICTS && oldest !== undefined) verdicts.delete(oldest)
      }
      if (event.event === 'settled') verdicts.delete(event.run)
      const spans = [...(span ? [span] : []), ...(event.event === 'settled' ? [wholeSpan(event)] : [])]
      waiting = [...waiting, ...spans].slice(-MOST_WAITING)
    },
    close: async () => {
      clearInterval(timer)
      await flush()
    },
  }
}

/** Why the spans were not taken; undefined where they were. */
async function post(url: string, spans: readonly Span[]): Promise<string | undefined> {
  const attributes = [{ key: 'service.name', value: { stringValue: 'speculate' } }]
  const body = {
    resourceSpans: [{ resource: { attributes }, scopeSpans: [{ scope: { name: 'speculate' }, spans }] }],
  }
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    await answer.body?.cancel()
    return answer.ok ? undefined : `the collector answered ${answer.status}`
  } catch (error) {
    return messageOf(error)
  }
}
