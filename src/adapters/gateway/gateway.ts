import { setMaxListeners } from 'node:events'
import { rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { Duplex } from 'node:stream'
import { createLimiter } from '@speculate-dev/system'
import type { ModelBudget, PriceTable } from '../../domain/run/budget.ts'
import { withoutUndefined } from '../../domain/without-undefined.ts'
import { type Aside, readHere } from '../analysis/process/start-aside.ts'
import type { Redactor } from '../redaction/create-redactor.ts'
import { answerCall, type Refusal } from './answer-call.ts'
import { createLimitWait } from './answers/limit-wait.ts'
import type { GatewayLimits } from './answers/pass-on.ts'
import { createLedger } from './ledger.ts'
import { makeSocketFolder } from './make-socket-folder.ts'
import type { GatewayProvider } from './requests/headers.ts'
import type { OwnModel } from './requests/unlisted-model.ts'
import { createTranscript } from './transcript/transcript.ts'

/** What `usage` and `refusal` tell is complete after `close`: calls that are broken off are counted then. */
export interface Gateway {
  /** Path of the unix socket, in a folder of its own that only this user may enter. */
  readonly socket: string
  usage(): GatewayUsage
  /** Why the provider or the budget refused, for the attempt's ending; undefined when nothing did, or it has answered since. */
  refusal(): Refusal | undefined
  /** What is to be told, after a reason, of a wait for a limit of the provider; undefined where there was none. */
  waited(): string | undefined
  /** Breaks off what is under way and removes everything but the transcript. */
  close(): Promise<void>
}

/** Sums of the attempt so far. */
interface GatewayUsage {
  readonly inputTokens: number
  readonly outputTokens: number
  /** Part of `inputTokens`. */
  readonly cachedInputTokens: number
  readonly modelRequests: number
  /** Who has answered; absent where nobody has. */
  readonly models?: string[]
  /** US dollars; absent before the first call, and when a model without a price was used. */
  readonly usd?: number
}

export interface GatewayOptions {
  readonly provider: GatewayProvider
  readonly budget: ModelBudget
  readonly prices: PriceTable
  /** The model that the toolchain names, and what becomes of calls on others that have a price; undefined: it names none. */
  readonly model?: OwnModel
  /** File for the redacted transcript, outside the sandbox; how long it is kept is up to the caller. Undefined: none. */
  readonly transcript: string | undefined
  /** Is given the key, and takes secrets out of the transcript. */
  readonly redactor: Pick<Redactor, 'hold' | 'text'>
  readonly log: (message: string) => void
  /** Reads what the agent of a repository (`owner/repo`) sends. */
  readonly aside?: Aside | undefined
  readonly repository?: string | undefined
  /** When the attempt is over, in the milliseconds of `performance.now()`; undefined where no clock ends it. */
  readonly endsAt?: number
  /** One line of what the attempt is doing. */
  readonly onProgress?: (line: string) => void
  /** Where the socket's folder is made, otherwise the system's folder for temporary files. */
  readonly directory?: string
  readonly limits?: Partial<GatewayLimits>
}

const LIMITS: GatewayLimits = {
  // Models may think for minutes before they send anything.
  idleMs: 10 * 60_000,
  totalMs: 60 * 60_000,
  requestBytes: 20_000_000,
  responseBytes: 64_000_000,
  transcriptBytes: 20_000_000,
  atOnce: 4,
  // Limits are told per minute. Agents give up a request that has no answer after five minutes.
  waitMs: 2 * 60_000,
}

/**
 * A proxy between one attempt and the provider: it holds the key, counts what is used and keeps to the budget.
 *
 * How far a budget can be overshot: a call is refused once what is settled and what is under way (by what it has shown so
 * far, estimated low) reach the budget, and a stream is cut where it passes it. What a provider does not show before the
 * end (hidden reasoning, an answer in one piece) can exceed it by at most one answer per call under way, `atOnce` of them.
 */
export async function openGateway(options: GatewayOptions): Promise<Gateway> {
  const { provider, prices, budget, redactor, log } = options
  checkKey(provider)
  redactor.hold(provider.key)
  const limits = { ...LIMITS, ...options.limits }
  const ledger = createLedger(budget, prices)
  const { endsAt, onProgress = () => undefined } = options
  const limitWait = createLimitWait({ endsAt, mostMs: limits.waitMs, onProgress })
  const { transcriptBytes: maxBytes } = limits
  const transcript = createTranscript({ path: options.transcript, maxBytes, redactor, log })
  const refusals = createRefusals(options.model)
  const closing = new AbortController()
  setMaxListeners(0, closing.signal)
  const context = {
    provider,
    limits,
    limitWait,
    ledger,
    prices,
    log: onceEach(log),
    transcript,
    slots: createLimiter(limits.atOnce),
    closing: closing.signal,
    aside: options.aside ?? readHere,
    repository: options.repository ?? '',
    model: options.model,
    remember: refusals.remember,
  }
  const { server, underWay } = serve(context, log)
  const { folder, socket } = await makeSocketFolder(options.directory)
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(socket, resolve))
  return {
    socket,
    usage: () => usageOf(ledger),
    refusal: refusals.last,
    waited: limitWait.told,
    async close() {
      closing.abort('closed')
      const closed = new Promise((resolve) => server.close(resolve))
      await Promise.allSettled(underWay)
      server.closeAllConnections()
      await closed
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function serve(context: CallContext, log: GatewayOptions['log']) {
  const underWay = new Set<Promise<void>>()
  const server = createServer((request, response) => {
    const answered = answerCall(request, response, context)
      .catch((error: unknown) => {
        log(`the model gateway failed: ${error instanceof Error ? error.name : 'unknown error'}`)
        response.destroy()
      })
      .finally(() => underWay.delete(answered))
    underWay.add(answered)
  })
  server.maxConnections = 128
  // Upgrades to another protocol and tunnels are refused, because what passes in them cannot be counted.
  server.on('upgrade', (_request, socket) => refuse(socket))
  server.on('connect', (_request, socket) => refuse(socket))
  return { server, underWay }
}

type CallContext = Parameters<typeof answerCall>[2]

/** Why a call was refused that the agent's work depends on; undefined once such a call was answered. */
function createRefusals(ownModel: OwnModel | undefined) {
  let refusal: Refusal | undefined
  let asked = false
  return {
    last: () => refusal,
    remember(model: string, next: Refusal | undefined): void {
      const own = ownModel === undefined || model === ownModel.name
      // An agent may ask another model for something minor, such as a title; its work does not depend on that answer.
      if (!own && asked && next?.failure !== 'budget-spent') return
      asked ||= own
      if (refusal?.failure !== 'budget-spent') refusal = next
    },
  }
}

function usageOf(ledger: ReturnType<typeof createLedger>): ReturnType<Gateway['usage']> {
  const { tokens, calls, models, usd } = ledger.spent()
  return {
    inputTokens: tokens.fresh + tokens.cached + tokens.written,
    outputTokens: tokens.output,
    cachedInputTokens: tokens.cached,
    modelRequests: calls,
    ...(models.length > 0 && { models: [...models] }),
    ...withoutUndefined({ usd }),
  }
}

const MOST_SENTENCES = 50

/** An agent may try the same again and again. */
function onceEach(log: (message: string) => void): (message: string) => void {
  const said = new Set<string>()
  return (message) => {
    if (said.has(message) || said.size >= MOST_SENTENCES) return
    said.add(message)
    log(message)
  }
}

const SHORTEST_KEY = 12

/** A key is replaced wherever it appears, so it must not be a word that appears by itself. */
function checkKey({ key, variable }: GatewayProvider): void {
  if (!/^[\x21-\x7e]+$/.test(key)) {
    throw new Error(`${variable} does not hold a key: it must be set, without spaces or line breaks`)
  }
  if (key.length < SHORTEST_KEY) {
    throw new Error(
      `the key in ${variable} is shorter than ${SHORTEST_KEY} characters; if the provider needs none, set a longer one`,
    )
  }
}

function refuse(socket: Duplex): void {
  socket.on('error', () => undefined)
  socket.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\ncontent-length: 0\r\n\r\n')
}
