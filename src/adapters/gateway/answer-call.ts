import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Limiter } from '@speculate-dev/system'
import { messageOf, readBody } from '@speculate-dev/system'
import type { PriceTable } from '../../domain/run/budget.ts'
import type { Aside } from '../analysis/process/start-aside.ts'
import { answerError } from './answers/answer-error.ts'
import { endsOfText } from './answers/ends-of-text.ts'
import { explainRefusal, readRefusal } from './answers/explain-refusal.ts'
import { type CallEnd, type PassContext, type PassResult, passOn } from './answers/pass-on.ts'
import type { Entry, Ledger } from './ledger.ts'
import type { GatewayProvider } from './requests/headers.ts'
import type { InspectResult } from './requests/inspect-request.ts'
import { type OwnModel, unlistedModel } from './requests/unlisted-model.ts'
import { type Route, routeOf } from './route.ts'
import { NO_TOKENS } from './tokens.ts'
import type { Transcript } from './transcript/transcript.ts'

/** Why an attempt got no further answers, for its ending. The detail is for the operator and holds no key. */
export interface Refusal {
  readonly failure: 'budget-spent' | 'model-unavailable'
  readonly detail: string
}

export interface CallContext extends PassContext {
  readonly ledger: Ledger
  readonly prices: PriceTable
  readonly slots: Limiter
  readonly transcript: Transcript
  readonly closing: AbortSignal
  readonly aside: Aside
  readonly repository: string
  readonly model: OwnModel | undefined
  readonly log: (message: string) => void
  /** The last call's refusal, or undefined when it was answered. */
  remember(model: string, refusal: Refusal | undefined): void
}

/** Answers one call of the agent: refuses it, or passes it on and notes how that went. */
export async function answerCall(
  request: IncomingMessage,
  response: ServerResponse,
  context: CallContext,
): Promise<void> {
  response.on('error', () => undefined)
  const route = routeOf(request.method ?? '', request.url ?? '')
  if (route === undefined)
    return refuse(response, undefined, 404, 'only calls of a model are passed on, and its list')
  if ((request.headers['content-encoding'] ?? 'identity') !== 'identity') {
    return refuse(response, route, 415, 'compressed requests are not passed on')
  }
  const abort = abortWith(response, context.closing)
  // A slot is taken before the body is read, so that no more bodies than slots are in memory.
  const release = await context.slots.take(abort.signal).catch(() => undefined)
  if (release === undefined) return void response.destroy()
  try {
    const body = await readBody(request, context.limits.requestBytes).catch(() => undefined)
    if (body === undefined) return void response.destroy()
    if (body === 'too-large') return refuse(response, route, 413, 'the request is too large')
    const inspected = await inspect(route, body, context)
    if (inspected.kind === 'refused') {
      context.log(`a call of a model was refused: ${inspected.detail}`)
      return refuse(response, route, inspected.status, inspected.detail)
    }
    await admitAndPassOn({ request, response, route, abort, inspected }, context)
  } finally {
    release()
  }
}

/** Agents send megabytes, and hostile ones the costliest there are: what is much is read beside the server (S4). */
async function inspect(
  route: Route,
  bytes: Buffer,
  { aside, repository }: CallContext,
): Promise<InspectResult> {
  const question = { about: 'request' as const, work: { route, bytes }, size: bytes.length, repository }
  return aside.read(question).catch((error: unknown) => {
    return { kind: 'refused', status: 400, detail: `the request cannot be read: ${messageOf(error)}` }
  })
}

interface AdmittedCall {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly route: Route
  readonly abort: AbortController
  readonly inspected: Extract<InspectResult, { kind: 'fine' }>
}

async function admitAndPassOn(wanted: AdmittedCall, context: CallContext): Promise<void> {
  const { response, route, inspected } = wanted
  const started = new Date()
  if (route.kind !== 'generate') return passOnAndNote(wanted, { started, entry: undefined }, context)
  const unwanted = unlistedModel(inspected.model, context.model, context.prices)
  if (unwanted !== undefined) {
    context.log(`a call of a model was refused: ${unwanted}`)
    context.remember(inspected.model, { failure: 'model-unavailable', detail: unwanted })
    return refuse(response, route, 403, unwanted)
  }
  const admission = context.ledger.admit(
    inspected.model,
    { ...NO_TOKENS, fresh: inspected.input },
    inspected.tier,
  )
  switch (admission.kind) {
    case 'admitted':
      return passOnAndNote(wanted, { started, entry: admission.entry }, context)
    case 'spent':
      context.remember(inspected.model, { failure: 'budget-spent', detail: admission.detail })
      return answerError(response, route.dialect, {
        trouble: 'budget',
        status: 429,
        detail: admission.detail,
      })
    case 'unpriced':
      context.remember(inspected.model, { failure: 'model-unavailable', detail: admission.detail })
      return refuse(response, route, 403, admission.detail)
    default:
      return admission satisfies never
  }
}

interface CallStart {
  readonly started: Date
  readonly entry: Entry | undefined
}

async function passOnAndNote(
  wanted: AdmittedCall,
  { started, entry }: CallStart,
  context: CallContext,
): Promise<void> {
  const { route, inspected, response } = wanted
  const passed = await passOn({ ...wanted, ...inspected, entry }, context)
  const trouble = troubleOf(passed, inspected.model, context.provider)
  if (route.kind === 'generate' && trouble !== 'none-of-ours')
    context.remember(inspected.model, trouble?.refusal)
  if (trouble !== undefined && trouble !== 'none-of-ours' && !response.headersSent) {
    answerError(response, route.dialect, { ...trouble.answer, detail: trouble.refusal.detail })
  }
  const { tokens } = passed.counted
  const request = endsOfText(16_000, 48_000)
  request.add(inspected.body)
  await context.transcript.write({
    time: started.toISOString(),
    path: route.target,
    model: inspected.model,
    status: passed.status,
    ended: passed.ended,
    inputTokens: tokens.fresh + tokens.cached + tokens.written,
    cachedInputTokens: tokens.cached,
    outputTokens: tokens.output,
    estimated: passed.estimated,
    ms: Date.now() - started.getTime(),
    request: request.text(),
    response: passed.text,
  })
}

interface CallTrouble {
  readonly refusal: Refusal
  /** For when the agent has not been answered yet. */
  readonly answer: { readonly trouble: 'unreachable' | 'timed-out'; readonly status: number }
}

/** What went wrong with a call; `none-of-ours` when the agent hung up or the gateway was closed, which is not the provider's fault. */
function troubleOf(
  { status, ended, counted, text, told }: PassResult,
  model: string,
  provider: GatewayProvider,
): CallTrouble | 'none-of-ours' | undefined {
  const unavailable = (
    detail: string,
    trouble: 'unreachable' | 'timed-out' = 'unreachable',
  ): CallTrouble => ({
    refusal: { failure: 'model-unavailable', detail },
    answer: { trouble, status: trouble === 'timed-out' ? 504 : 502 },
  })
  if (ended === 'hung-up' || ended === 'closed') return 'none-of-ours'
  if (ended === 'over-budget') {
    const detail = 'an answer was cut where it passed the budget of this attempt'
    return { ...unavailable(detail), refusal: { failure: 'budget-spent', detail } }
  }
  if (ended !== undefined)
    return unavailable(ENDINGS[ended], ended === 'timed-out' ? 'timed-out' : 'unreachable')
  if (status === undefined) return unavailable(ENDINGS.unreachable)
  const error = status >= 400 ? readRefusal(text) : counted.error
  if (error === undefined) return undefined
  const reason = explainRefusal({ status, model, error }, provider)
  return unavailable(told === undefined ? reason : `${reason}; ${told}`)
}

const ENDINGS: Readonly<Record<Exclude<CallEnd, 'hung-up' | 'closed' | 'over-budget'>, string>> = {
  redirected:
    'the model\'s provider answered with a redirect, which is not followed: correct "base_url" of the toolchain',
  encoded:
    "the model's provider compressed an answer, though it was asked not to: what cannot be counted is not passed on",
  'timed-out': "the model's provider did not answer in time: try again later",
  'too-large': "an answer of the model's provider was larger than what is passed on",
  broken: "the connection to the model's provider broke during an answer: try again later",
  unreachable:
    'the model\'s provider cannot be reached: check "base_url" of the toolchain and the network of this machine',
}

function refuse(response: ServerResponse, route: Route | undefined, status: number, detail: string): void {
  const trouble = status === 403 || status === 404 ? 'not-passed-on' : 'bad-request'
  answerError(response, route?.dialect, { trouble, status, detail })
}

function abortWith(response: ServerResponse, closing: AbortSignal): AbortController {
  const abort = new AbortController()
  const close = () => abort.abort('closed' satisfies CallEnd)
  if (closing.aborted) close()
  closing.addEventListener('abort', close, { once: true })
  response.once('close', () => {
    closing.removeEventListener('abort', close)
    if (!response.writableFinished) abort.abort('hung-up' satisfies CallEnd)
  })
  return abort
}
