import type { RunEvent } from '../../domain/run/run-event.ts'
import { sha256 } from '../../domain/sha256.ts'

type Attribute =
  | { readonly key: string; readonly value: { readonly stringValue: string } }
  | { readonly key: string; readonly value: { readonly doubleValue: number } }

/** In the JSON form of OTLP: https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding */
export interface Span {
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId?: string
  readonly name: string
  readonly kind: 1
  readonly startTimeUnixNano: string
  readonly endTimeUnixNano: string
  readonly attributes: readonly Attribute[]
  readonly status: { readonly code: 0 | 2; readonly message?: string }
}

/**
 * The span that ends with an event, if one does. All ids come from those of the run and of what the span is about: spans that different
 * processes tell of one run are one trace, and what is told twice is the same span. `decidedAt`: when the verdict was; only the process
 * that told of it knows.
 */
export function spanOf(event: RunEvent, decidedAt: string | undefined): Span | undefined {
  switch (event.event) {
    case 'attempt-ended': {
      const { candidate, number, toolchain, task, startedAt, result, failure, detail, usage } = event
      const { inputTokens = 0, outputTokens = 0, usd = 0 } = usage
      return {
        ...part(event, `${task} ${candidate} ${number}`, startedAt),
        attributes: attributes({
          candidate,
          number,
          toolchain,
          task,
          result,
          inputTokens,
          outputTokens,
          usd,
        }),
        status: failure === undefined ? { code: 0 } : { code: 2, message: `${failure}: ${detail ?? ''}` },
      }
    }
    case 'verdict': {
      const { decision, startedAt } = event
      const result = decision.kind === 'promote' ? decision.candidate : decision.cause
      return {
        ...part(event, 'verdict', startedAt),
        attributes: attributes({ decision: decision.kind, result, reason: decision.reason }),
        status: { code: 0 },
      }
    }
    case 'settled': {
      if (decidedAt === undefined) return undefined
      return { ...part(event, 'settling', decidedAt), attributes: [], status: { code: 0 } }
    }
    default:
      return undefined
  }
}

/** The span around all others of the run, once it is settled. */
export function wholeSpan(event: Extract<RunEvent, { event: 'settled' }>): Span {
  const { run, startedAt } = event
  const { parentSpanId: _, ...rest } = part(event, 'speculation', startedAt)
  return {
    ...rest,
    spanId: rootOf(run),
    attributes: attributes({ run }),
    status: { code: 0 },
  }
}

function part({ run, at }: RunEvent, name: string, startedAt: string) {
  return {
    traceId: digest(run, 32),
    spanId: digest(`${run} ${name} ${startedAt}`, 16),
    parentSpanId: rootOf(run),
    name,
    kind: 1,
    ...times(startedAt, at),
  } as const
}

const rootOf = (run: string) => digest(`${run} speculation`, 16)

function times(from: string, to: string) {
  return { startTimeUnixNano: nanoseconds(from), endTimeUnixNano: nanoseconds(to) }
}

function nanoseconds(iso: string): string {
  return String(BigInt(Date.parse(iso) || 0) * 1_000_000n)
}

function digest(text: string, length: number): string {
  return sha256(text).slice(0, length)
}

function attributes(values: Readonly<Record<string, string | number>>): Attribute[] {
  return Object.entries(values).map(([key, value]) => {
    const name = `speculate.${key}`
    return typeof value === 'number'
      ? { key: name, value: { doubleValue: value } }
      : { key: name, value: { stringValue: value } }
  })
}
