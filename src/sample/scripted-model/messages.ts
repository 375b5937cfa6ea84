import {
  argumentsOf,
  type Dialect,
  eventFrame,
  type Fields,
  fields,
  list,
  pieces,
  type ScriptedError,
  type Turn,
} from './dialect.ts'

/** Anthropic Messages, `POST …/messages`. */
export const messages: Dialect = {
  name: 'messages',
  accepts: (path) => path.endsWith('/messages'),
  toolResults: (body) =>
    list(body.messages)
      .flatMap((message) => list(fields(message).content))
      .filter((block) => fields(block).type === 'tool_result').length,
  frames(turn) {
    const [block, deltas] = inPieces(turn)
    return [
      eventFrame('message_start', { message: { ...envelope(turn), content: [], usage: started(turn) } }),
      eventFrame('content_block_start', { index: 0, content_block: block }),
      eventFrame('ping', {}),
      ...deltas.map((delta) => eventFrame('content_block_delta', { index: 0, delta })),
      eventFrame('content_block_stop', { index: 0 }),
      eventFrame('message_delta', {
        delta: { stop_reason: stopReason(turn), stop_sequence: null },
        usage: { output_tokens: turn.usage.output },
      }),
      eventFrame('message_stop', {}),
    ]
  },
  whole: (turn) => ({
    ...envelope(turn),
    content: [content(turn)],
    stop_reason: stopReason(turn),
    usage: { ...started(turn), output_tokens: turn.usage.output },
  }),
  error(kind) {
    const [status, type, message] = ERRORS[kind]
    return { status, body: { type: 'error', error: { type, message } } }
  },
}

const ERRORS: Readonly<Record<ScriptedError, readonly [number, string, string]>> = {
  'wrong-key': [401, 'authentication_error', 'invalid x-api-key'],
  forbidden: [403, 'permission_error', 'this key may not use this model'],
  // Anthropic reports an empty account as a bad request.
  quota: [400, 'invalid_request_error', 'Your credit balance is too low to access the API.'],
  'rate-limit': [429, 'rate_limit_error', 'too many requests per minute'],
  'unknown-model': [404, 'not_found_error', 'model: no such model'],
  internal: [500, 'api_error', 'internal server error'],
  overloaded: [529, 'overloaded_error', 'overloaded'],
}

function envelope({ id, model }: Turn): Fields {
  return {
    id: `msg_${id}`,
    type: 'message',
    role: 'assistant',
    model,
    stop_reason: null,
    stop_sequence: null,
  }
}

function started({ usage }: Turn): Fields {
  return {
    input_tokens: usage.input - usage.cached,
    cache_read_input_tokens: usage.cached,
    cache_creation_input_tokens: 0,
    output_tokens: 1,
  }
}

function content({ id, reply }: Turn): Fields {
  if ('text' in reply) return { type: 'text', text: reply.text }
  return { type: 'tool_use', id: `toolu_${id}`, ...argumentsOf(reply) }
}

function inPieces(turn: Turn): [Fields, Fields[]] {
  const { reply } = turn
  if ('text' in reply) {
    const deltas = pieces(reply.text).map((text) => ({ type: 'text_delta', text }))
    return [{ type: 'text', text: '' }, deltas]
  }
  const deltas = pieces(JSON.stringify(argumentsOf(reply).input)).map((partial_json) => ({
    type: 'input_json_delta',
    partial_json,
  }))
  return [{ ...content(turn), input: {} }, deltas]
}

function stopReason({ reply }: Turn): string {
  return 'text' in reply ? 'end_turn' : 'tool_use'
}
