import type { IncomingMessage, ServerResponse } from 'node:http'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Entry } from '../ledger.ts'
import { type GatewayProvider, responseHeaders } from '../requests/headers.ts'
import { neverReached } from '../requests/request-provider.ts'
import type { Route } from '../route.ts'
import { estimateTokens, NO_TOKENS, type Tokens } from '../tokens.ts'
import { askProvider, type ProviderAnswer } from './ask-provider.ts'
import { type AnswerCount, type AnswerCounter, countAnswer } from './count-answer.ts'
import { type EndsOfText, endsOfText } from './ends-of-text.ts'
import type { LimitWait } from './limit-wait.ts'
import { maskKey } from './mask-key.ts'

/** Milliseconds and bytes. */
export interface GatewayLimits {
  /** Nothing passes in either direction. */
  readonly idleMs: number
  readonly totalMs: number
  readonly requestBytes: number
  readonly responseBytes: number
  readonly transcriptBytes: number
  /** Calls that are passed on at the same time. */
  readonly atOnce: number
  /** The longest wait for a limit of the provider. */
  readonly waitMs: number
}

/** A call that may be passed on. */
export interface Call {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly route: Route
  readonly body: Buffer
  /** A low estimate of the input, for when nobody tells it. */
  readonly input: number
  /** Undefined for calls that cost nothing. */
  readonly entry: Entry | undefined
  /** Aborted when the agent hangs up or the gateway closes; aborts with a `CallEnd` as the reason. */
  readonly abort: AbortController
}

const CALL_ENDS = [
  'hung-up',
  'closed',
  'timed-out',
  'over-budget',
  'too-large',
  'broken',
  'unreachable',
  'redirected',
  'encoded',
] as const

/** Why a call was broken off. */
export type CallEnd = (typeof CALL_ENDS)[number]

/** How a call went; `ended` only when it did not come to its end. */
export interface PassResult {
  readonly status: number | undefined
  readonly ended: CallEnd | undefined
  readonly counted: AnswerCount
  readonly estimated: boolean
  /** Beginning and end of the answer. */
  readonly text: string
  /** What was done about a limit that the call has met, to be told with the refusal. */
  readonly told: string | undefined
}

export interface PassContext {
  readonly provider: GatewayProvider
  readonly limits: GatewayLimits
  readonly limitWait: LimitWait
}

const HEAD = 16_000
const TAIL = 48_000

/** Passes a call on and its answer back, byte for byte, counting on the way. Never throws; leaves an unanswered response to the caller. */
export async function passOn(call: Call, { provider, limits, limitWait }: PassContext): Promise<PassResult> {
  const total = setTimeout(() => call.abort.abort('timed-out' satisfies CallEnd), limits.totalMs)
  const kept = endsOfText(HEAD, TAIL)
  let answer: ProviderAnswer | undefined
  let counter = countAnswer(call.route.dialect, '')
  let ended: CallEnd | undefined
  let reached = true
  let broken = false
  const idle = idleTimer(call.abort, limits.idleMs)
  try {
    answer = await askProvider(call, provider, limitWait)
    const { head } = answer
    idle.touch()
    // A connection that the provider breaks is told apart from the errors that follow when this side ends the call. `aborted` is
    // emitted before `error`.
    const breaks = () => {
      broken ||= !call.abort.signal.aborted
    }
    head.once('aborted', breaks).once('error', breaks)
    ended = notPassedBack(head)
    if (ended === undefined) {
      counter = countAnswer(call.route.dialect, head.headers['content-type'] ?? '')
      await passBack(call, answer, { counter, kept, provider, idle, most: limits.responseBytes })
    } else head.destroy()
  } catch (error) {
    reached = answer !== undefined || !neverReached(error)
    ended = broken ? 'broken' : endOf(call.abort.signal, answer?.head)
  } finally {
    clearTimeout(total)
    idle.stop()
  }
  return recordUse(call, { answer, ended, reached, counter, kept })
}

/** Redirects are not followed, and an encoding nobody asked for could not be counted. */
function notPassedBack({ statusCode = 0, headers }: IncomingMessage): CallEnd | undefined {
  if (statusCode >= 300 && statusCode < 400) return 'redirected'
  return (headers['content-encoding'] ?? 'identity') === 'identity' ? undefined : 'encoded'
}

interface PassBackInput {
  readonly counter: AnswerCounter
  readonly kept: EndsOfText
  readonly provider: GatewayProvider
  readonly idle: IdleTimer
  readonly most: number
}

async function passBack(call: Call, { head, body }: ProviderAnswer, passing: PassBackInput): Promise<void> {
  const { counter, kept, provider, idle, most } = passing
  call.response.writeHead(head.statusCode ?? 502, responseHeaders(head.headers, provider.key))
  // The agent sees at once that it is answered, however long the model thinks.
  call.response.flushHeaders()
  const count = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      idle.touch()
      kept.add(chunk)
      counter.feed(chunk)
      if (kept.bytes() > most) call.abort.abort('too-large' satisfies CallEnd)
      else if (!withinBudget(call, counter.counted())) call.abort.abort('over-budget' satisfies CallEnd)
      done(null, chunk)
    },
  })
  await pipeline(body, count, maskKey(provider.key), call.response, { signal: call.abort.signal })
}

/** An answer that has told its whole cost is let through: cutting it would save nothing. */
function withinBudget({ entry, input }: Call, counted: AnswerCount): boolean {
  const within = entry?.grow(usedBy(counted, input)) ?? true
  return within || counted.complete
}

function usedBy({ tokens, inputReported }: AnswerCount, input: number): Tokens {
  return inputReported ? tokens : { ...tokens, fresh: input }
}

interface AnswerEnd {
  readonly answer: ProviderAnswer | undefined
  readonly ended: CallEnd | undefined
  readonly reached: boolean
  readonly counter: AnswerCounter
  readonly kept: EndsOfText
}

function recordUse({ entry, input }: Call, { answer, ended, reached, counter, kept }: AnswerEnd): PassResult {
  counter.end()
  const counted = counter.counted()
  const status = answer?.head.statusCode
  // An error costs nothing. Of an answer that was begun and whose usage was not reported, the usage is estimated.
  const answered = status === undefined ? reached : status >= 200 && status < 300
  const costs = answered && entry !== undefined
  const whole = !(answer?.head.headers['content-type'] ?? '').startsWith('text/event-stream')
  const used = usedBy(counted, input)
  const unreported = whole && !counted.complete ? estimateTokens(kept.bytes()) : 0
  const tokens = costs ? { ...used, output: Math.max(used.output, unreported) } : NO_TOKENS
  entry?.record(tokens, counted.model)
  return {
    status,
    ended,
    counted: { ...counted, tokens },
    estimated: costs && !counted.complete,
    text: kept.text(),
    told: answer?.told,
  }
}

function endOf({ aborted, reason }: AbortSignal, answer: IncomingMessage | undefined): CallEnd {
  if (aborted) return isCallEnd(reason) ? reason : 'closed'
  return answer === undefined ? 'unreachable' : 'broken'
}

function isCallEnd(value: unknown): value is CallEnd {
  return CALL_ENDS.some((end) => end === value)
}

interface IdleTimer {
  touch(): void
  stop(): void
}

function idleTimer(abort: AbortController, ms: number): IdleTimer {
  const timer = setTimeout(() => abort.abort('timed-out' satisfies CallEnd), ms)
  return { touch: () => void timer.refresh(), stop: () => clearTimeout(timer) }
}
