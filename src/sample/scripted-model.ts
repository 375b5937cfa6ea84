import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { chat } from './scripted-model/chat.ts'
import {
  type Dialect,
  type Fields,
  fields,
  list,
  type ScriptedError,
  type ScriptedReply,
  type ScriptedUsage,
  type Turn,
} from './scripted-model/dialect.ts'
import { gemini } from './scripted-model/gemini.ts'
import { messages } from './scripted-model/messages.ts'
import { responses } from './scripted-model/responses.ts'

const DIALECTS = [messages, responses, chat, gemini]

/** One answer of the script, and what goes wrong with it. */
export type ScriptedAnswer = (
  | ScriptedReply
  | { readonly error: ScriptedError; readonly headers?: Readonly<Record<string, string>> }
  /** The request is taken and never answered. */
  | { readonly hang: true }
) & {
  readonly delayMs?: number
  /** Awaited when half of a stream has been sent. */
  readonly midway?: () => Promise<void>
  /** The connection breaks when half of a stream has been sent. */
  readonly cut?: boolean
}

/** A call of the model as it came in. */
export interface ScriptedCall {
  readonly dialect: Dialect['name'] | 'other'
  readonly method: string
  /** With the query. */
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly text: string
  readonly body: Fields
  readonly model: string
  readonly stream: boolean
  /** How many tool results the conversation holds so far: the number of the step that is wanted. */
  readonly step: number
  /** Calls without tools are side questions of an agent (a title, a topic), not steps of its work. */
  readonly hasTools: boolean
}

export interface ScriptedModelOptions {
  /** One answer per step, or a function of the call. What is left out is the end: a short text. */
  readonly script:
    | readonly ScriptedAnswer[]
    | ((call: ScriptedCall) => ScriptedAnswer | undefined | Promise<ScriptedAnswer | undefined>)
  /** The key that is asked for; otherwise none is. */
  readonly key?: string
  /** The cost reported with every answer. */
  readonly usage?: Partial<ScriptedUsage>
}

export interface ScriptedModel {
  /** Without a path: `http://127.0.0.1:<port>`. */
  readonly url: string
  readonly calls: readonly ScriptedCall[]
  close(): Promise<void>
}

/**
 * A model that answers from a script, on loopback, in the four dialects that agents speak. The step is taken from the
 * conversation itself, so that several agents, retries and side questions do not disturb one another.
 */
export async function startScriptedModel(options: ScriptedModelOptions): Promise<ScriptedModel> {
  const calls: ScriptedCall[] = []
  const server = createServer((request, response) => {
    serve(request, response, { options, calls }).catch((error: unknown) => response.destroy(asError(error)))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${portOf(server.address())}`,
    calls,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

interface Stage {
  readonly options: ScriptedModelOptions
  readonly calls: ScriptedCall[]
}

async function serve(request: IncomingMessage, response: ServerResponse, { options, calls }: Stage) {
  const call = await readCall(request)
  calls.push(call)
  const dialect = DIALECTS.find(({ name }) => name === call.dialect)
  if (dialect === undefined) return sendJson(response, sideAnswer(call))
  const answer: ScriptedAnswer = keyFits(call, options.key)
    ? ((await scripted(call, options.script)) ?? { text: 'Done.' })
    : { error: 'wrong-key' }
  if (answer.delayMs !== undefined) await pause(answer.delayMs)
  if ('hang' in answer) return
  if ('error' in answer) {
    for (const [name, value] of Object.entries(answer.headers ?? {})) response.setHeader(name, value)
    return sendJson(response, dialect.error(answer.error))
  }
  const turn: Turn = {
    id: String(calls.length),
    model: call.model,
    reply: answer,
    usage: { input: 1_200, cached: 0, output: 34, reasoning: 0, ...options.usage },
    usageWanted: fields(call.body.stream_options).include_usage === true,
  }
  if (!call.stream) return sendJson(response, { status: 200, body: dialect.whole(turn) })
  await sendStream(response, framesOf(dialect, turn, call), answer)
}

async function readCall(request: IncomingMessage): Promise<ScriptedCall> {
  const chunks: Uint8Array[] = []
  for await (const chunk of request) chunks.push(chunk)
  const text = Buffer.concat(chunks).toString()
  const { method = '', url: path = '', headers } = request
  const { pathname } = new URL(path, 'http://model')
  const dialect = DIALECTS.find(({ accepts }) => method === 'POST' && accepts(pathname))
  const body = parse(text)
  return {
    dialect: dialect?.name ?? 'other',
    method,
    path,
    headers,
    text,
    body,
    model: String(body.model ?? /\/models\/([^/:]+)/.exec(pathname)?.[1] ?? ''),
    stream: body.stream === true || pathname.endsWith(':streamGenerateContent'),
    step: dialect?.toolResults(body) ?? 0,
    hasTools: list(body.tools).length > 0,
  }
}

async function scripted(call: ScriptedCall, script: ScriptedModelOptions['script']) {
  if (typeof script === 'function') return script(call)
  return call.hasTools ? script[call.step] : { text: 'Short title' }
}

function keyFits({ headers, path }: ScriptedCall, key: string | undefined): boolean {
  const sent = [
    headers.authorization,
    headers['x-api-key'],
    headers['x-goog-api-key'],
    new URL(path, 'http://model').searchParams.get('key'),
  ]
  return key === undefined || sent.includes(key) || sent.includes(`Bearer ${key}`)
}

/** Gemini streams a JSON array unless it is asked for events. */
function framesOf(dialect: Dialect, turn: Turn, { path }: ScriptedCall): string[] {
  const frames = dialect.frames(turn)
  if (dialect.name !== 'gemini' || path.includes('alt=sse')) return frames
  const items = frames.map((frame) => frame.replace(/^data: /, '').trim())
  return items.map(
    (item, index) => `${index === 0 ? '[' : ',\n'}${item}${index === items.length - 1 ? ']' : ''}`,
  )
}

async function sendStream(response: ServerResponse, frames: readonly string[], answer: ScriptedAnswer) {
  const json = frames[0]?.startsWith('[') ?? false
  response.writeHead(200, {
    'content-type': json ? 'application/json' : 'text/event-stream',
    'cache-control': 'no-cache',
  })
  const half = Math.ceil(frames.length / 2)
  for (const [index, frame] of frames.entries()) {
    if (index === half) {
      await answer.midway?.()
      if (answer.cut === true) return void response.destroy()
    }
    if (response.destroyed) return
    await new Promise((resolve) => response.write(frame, resolve))
  }
  response.end()
}

function sideAnswer({ path, method }: ScriptedCall): { status: number; body: unknown } {
  const { pathname } = new URL(path, 'http://model')
  if (pathname.endsWith('/count_tokens')) return { status: 200, body: { input_tokens: 1 } }
  if (pathname.endsWith(':countTokens')) return { status: 200, body: { totalTokens: 1 } }
  if (method === 'GET' && pathname.endsWith('/models')) {
    return { status: 200, body: { object: 'list', data: [{ id: 'scripted', object: 'model' }], models: [] } }
  }
  return { status: 404, body: { error: { message: 'not here' } } }
}

function sendJson(response: ServerResponse, { status, body }: { status: number; body: unknown }): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

function parse(text: string): Fields {
  try {
    return fields(JSON.parse(text))
  } catch {
    return {}
  }
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('the scripted model has no port')
  return address.port
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error))
}
