import { readFile, rm } from 'node:fs/promises'
import { createServer, type IncomingMessage, type RequestListener, request } from 'node:http'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { type Gateway, type GatewayOptions, openGateway } from '../../../src/adapters/gateway/gateway.ts'
import { createRedactor } from '../../../src/adapters/redaction/create-redactor.ts'
import {
  type ScriptedModel,
  type ScriptedModelOptions,
  startScriptedModel,
} from '../../../src/sample/scripted-model.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

/** A canary: appears nowhere but on the way to the provider. */
export const REAL_KEY = 'sk-real-canary-0123456789abcdef'

export interface Stage {
  readonly gateway: Gateway
  readonly transcript: string
  readonly logged: string[]
}

export async function scriptedModel(options: ScriptedModelOptions): Promise<ScriptedModel> {
  const model = await startScriptedModel({ key: REAL_KEY, ...options })
  onTestFinished(() => model.close())
  return model
}

/** A gateway before the address, with a transcript. */
export async function open(baseUrl: string, options: Partial<GatewayOptions> = {}): Promise<Stage> {
  const folder = await temporaryFolder()
  const transcript = join(folder, 'logs', 'transcript.jsonl')
  const logged: string[] = []
  const gateway = await openGateway({
    provider: { baseUrl, key: REAL_KEY, variable: 'MODEL_KEY', header: 'authorization' },
    budget: {},
    prices: {},
    model: { name: 'm', others: 'pass' },
    transcript,
    redactor: createRedactor(),
    log: (message) => logged.push(message),
    ...options,
  })
  onTestFinished(async () => {
    await gateway.close()
    await rm(folder, { recursive: true })
  })
  return { gateway, transcript, logged }
}

export interface Asked {
  readonly method?: string
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly signal?: AbortSignal
}

/** Sends one request through the socket; resolves with the head of the answer. */
export function send(gateway: Gateway, { method = 'POST', path, headers = {}, body, signal }: Asked) {
  return new Promise<IncomingMessage>((resolve, reject) => {
    const outgoing = request({
      socketPath: gateway.socket,
      path,
      method,
      headers: { authorization: 'Bearer dummy', 'content-type': 'application/json', ...headers },
      agent: false,
      ...(signal === undefined ? {} : { signal }),
    })
    outgoing.once('response', resolve).once('error', reject)
    const isRaw = body === undefined || typeof body === 'string' || Buffer.isBuffer(body)
    outgoing.end(isRaw ? body : JSON.stringify(body))
  })
}

export interface Answered {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  readonly text: string
  readonly bytes: Buffer
}

export async function ask(gateway: Gateway, asked: Asked): Promise<Answered> {
  const answer = await send(gateway, asked)
  const chunks: Uint8Array[] = []
  for await (const chunk of answer) chunks.push(chunk)
  const bytes = Buffer.concat(chunks)
  return { status: answer.statusCode ?? 0, headers: answer.headers, text: bytes.toString(), bytes }
}

export async function linesOf(transcript: string): Promise<Record<string, unknown>[]> {
  const text = await readFile(transcript, 'utf8')
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
}

/** One call per dialect, whole and streamed. */
export const CALLS = (
  [
    {
      dialect: 'messages',
      path: '/v1/messages',
      whole: '/v1/messages',
      body: { model: 'm', messages: [], tools: [{ name: 'write' }], max_tokens: 1_000 },
    },
    {
      dialect: 'responses',
      path: '/v1/responses',
      whole: '/v1/responses',
      body: { model: 'm', input: 'hello', tools: [{ type: 'function', name: 'write' }] },
    },
    {
      dialect: 'chat',
      path: '/v1/chat/completions',
      whole: '/v1/chat/completions',
      body: { model: 'm', messages: [], tools: [{ type: 'function', function: { name: 'write' } }] },
    },
    {
      dialect: 'gemini',
      path: '/v1beta/models/m:streamGenerateContent?alt=sse',
      whole: '/v1beta/models/m:generateContent',
      body: { contents: [], tools: [{ functionDeclarations: [] }] },
    },
  ] as const
).map((call) => ({
  ...call,
  streamed: call.dialect === 'gemini' ? call.body : { ...call.body, stream: true },
}))

/** A provider that does what a test tells it to. */
export async function rawProvider(serve: RequestListener): Promise<string> {
  const server = createServer(serve)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return `http://127.0.0.1:${address.port}`
}

/** One server-sent event. */
export function event(data: unknown): string {
  return `data: ${JSON.stringify(data)}\n\n`
}
