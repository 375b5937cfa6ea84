import type { z } from 'zod'
import { type Fields, fields, textOf } from '../json.ts'
import type { Dialect, Route } from '../route.ts'
import { estimateInput } from '../tokens.ts'
import { ChatRequest } from './chat-request.ts'
import { explainIssue } from './explain-issue.ts'
import { GeminiRequest } from './gemini-request.ts'
import { MessagesRequest } from './messages-request.ts'
import { parseStrictly } from './parse-strictly.ts'
import { ResponsesRequest } from './responses-request.ts'
import { takeOutTools } from './take-out-tools.ts'
import { tierOf } from './tier.ts'

export type InspectResult =
  | {
      readonly kind: 'fine'
      readonly model: string
      /** Another tier than the usual one, at which the same tokens cost something else. */
      readonly tier: string | undefined
      /** What is sent to the provider. */
      readonly body: Buffer
      /** A low estimate of the tokens that it holds. */
      readonly input: number
    }
  | { readonly kind: 'refused'; readonly status: number; readonly detail: string }

export interface RequestWork {
  readonly route: Route
  readonly bytes: Buffer
}

const SCHEMAS: Readonly<Record<Dialect, z.ZodType>> = {
  messages: MessagesRequest,
  responses: ResponsesRequest,
  chat: ChatRequest,
  gemini: GeminiRequest,
}

/**
 * Judges what a call asks for: what the schema of its dialect does not know is refused by name. The body is written anew, so that what
 * was judged is what is sent. It says the same as before, with two exceptions: a stream of Chat Completions is asked to tell its usage,
 * which otherwise no byte of it would, and hosted tools that agents always ask for are taken out.
 */
export function inspectRequest(route: Route, bytes: Buffer): InspectResult {
  if (route.kind === 'models')
    return { kind: 'fine', model: '', tier: undefined, body: Buffer.alloc(0), input: 0 }
  const parsed = parseStrictly(bytes)
  if (parsed.kind === 'refused') return { kind: 'refused', status: 400, detail: parsed.detail }
  const body = takeOutTools(route.dialect, parsed.body)
  const { error } = SCHEMAS[route.dialect].safeParse(body)
  if (error !== undefined) return { kind: 'refused', status: 403, detail: explainIssue(error, body) }
  return {
    kind: 'fine',
    model: route.model ?? textOf(body.model) ?? '',
    tier: tierOf(body),
    body: Buffer.from(JSON.stringify(route.dialect === 'chat' ? askForUsage(body) : body)),
    input: estimateInput(body),
  }
}

function askForUsage(body: Fields): Fields {
  if (body.stream !== true) return body
  return { ...body, stream_options: { ...fields(body.stream_options), include_usage: true } }
}
