import type { ServerResponse } from 'node:http'
import type { Dialect } from '../route.ts'

/** Why the gateway itself answers a call. */
export type Trouble = 'budget' | 'not-passed-on' | 'bad-request' | 'unreachable' | 'timed-out'

/**
 * Answers in the error shape of the dialect, so that the agent shows its user the sentence. What cannot succeed says that it
 * need not be tried again: the SDKs of Anthropic and OpenAI obey `x-should-retry`.
 */
export function answerError(
  response: ServerResponse,
  dialect: Dialect | undefined,
  { trouble, status, detail }: { trouble: Trouble; status: number; detail: string },
): void {
  if (response.headersSent) return void response.destroy()
  const body = JSON.stringify(bodyOf(dialect ?? 'chat', { trouble, status, message: `speculate: ${detail}` }))
  const final = trouble === 'unreachable' || trouble === 'timed-out' ? {} : { 'x-should-retry': 'false' }
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    // What is left of the request is not read.
    connection: 'close',
    ...final,
  })
  response.end(body)
}

interface ErrorAnswer {
  readonly trouble: Trouble
  readonly status: number
  readonly message: string
}

function bodyOf(dialect: Dialect, { trouble, status, message }: ErrorAnswer): unknown {
  const { messages, openai, gemini } = TEXTS[trouble]
  switch (dialect) {
    case 'messages':
      return { type: 'error', error: { type: messages, message } }
    case 'responses':
    case 'chat':
      return { error: { message, type: openai, param: null, code: openai } }
    case 'gemini': {
      const details = trouble === 'budget' ? { details: [QUOTA] } : {}
      return { error: { code: status, message, status: gemini, ...details } }
    }
    default:
      return dialect satisfies never
  }
}

/** Gemini's CLI keeps retrying for minutes unless the exhausted quota is a daily one. */
const QUOTA = {
  '@type': 'type.googleapis.com/google.rpc.QuotaFailure',
  violations: [{ subject: 'attempt', quotaId: 'SpeculateAttemptBudgetPerDay' }],
}

const TEXTS: Readonly<Record<Trouble, { messages: string; openai: string; gemini: string }>> = {
  budget: { messages: 'rate_limit_error', openai: 'insufficient_quota', gemini: 'RESOURCE_EXHAUSTED' },
  'not-passed-on': { messages: 'permission_error', openai: 'not_passed_on', gemini: 'PERMISSION_DENIED' },
  'bad-request': {
    messages: 'invalid_request_error',
    openai: 'invalid_request_error',
    gemini: 'INVALID_ARGUMENT',
  },
  unreachable: { messages: 'api_error', openai: 'server_error', gemini: 'UNAVAILABLE' },
  'timed-out': { messages: 'timeout_error', openai: 'server_error', gemini: 'DEADLINE_EXCEEDED' },
}
