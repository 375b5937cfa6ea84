import {
  argumentsOf,
  type Dialect,
  dataFrame,
  type Fields,
  fields,
  list,
  pieces,
  type Turn,
} from './dialect.ts'
import { openaiError } from './openai-error.ts'

/** OpenAI Chat Completions, `POST …/chat/completions`. */
export const chat: Dialect = {
  name: 'chat',
  accepts: (path) => path.endsWith('/chat/completions'),
  toolResults: (body) => list(body.messages).filter((message) => fields(message).role === 'tool').length,
  frames(turn) {
    const chunk = (choices: readonly Fields[], usage: unknown = null) =>
      dataFrame({
        ...envelope(turn, 'chat.completion.chunk'),
        choices,
        ...(turn.usageWanted ? { usage } : {}),
      })
    const choice = (delta: Fields, finish_reason: string | null = null) =>
      chunk([{ index: 0, delta, finish_reason }])
    return [
      choice({ role: 'assistant', content: 'text' in turn.reply ? '' : null }),
      ...deltas(turn).map((delta) => choice(delta)),
      choice({}, finishReason(turn)),
      // Without the option a stream says nothing of what it cost.
      ...(turn.usageWanted ? [chunk([], usageOf(turn))] : []),
      'data: [DONE]\n\n',
    ]
  },
  whole: (turn) => ({
    ...envelope(turn, 'chat.completion'),
    choices: [{ index: 0, message: message(turn), finish_reason: finishReason(turn) }],
    usage: usageOf(turn),
  }),
  error: openaiError,
}

function envelope({ id, model }: Turn, object: string): Fields {
  return { id: `chatcmpl-${id}`, object, created: 1_700_000_000, model }
}

function usageOf({ usage }: Turn): Fields {
  return {
    prompt_tokens: usage.input,
    completion_tokens: usage.output,
    total_tokens: usage.input + usage.output,
    prompt_tokens_details: { cached_tokens: usage.cached },
    completion_tokens_details: { reasoning_tokens: usage.reasoning },
  }
}

function message({ id, reply }: Turn): Fields {
  if ('text' in reply) return { role: 'assistant', content: reply.text }
  const { name, input } = argumentsOf(reply)
  const call = { id: `call_${id}`, type: 'function', function: { name, arguments: JSON.stringify(input) } }
  return { role: 'assistant', content: null, tool_calls: [call] }
}

function deltas({ id, reply }: Turn): Fields[] {
  if ('text' in reply) return pieces(reply.text).map((content) => ({ content }))
  const { name, input } = argumentsOf(reply)
  const call = (call: Fields) => ({ tool_calls: [{ index: 0, ...call }] })
  return [
    call({ id: `call_${id}`, type: 'function', function: { name, arguments: '' } }),
    ...pieces(JSON.stringify(input)).map((part) => call({ function: { arguments: part } })),
  ]
}

function finishReason({ reply }: Turn): string {
  return 'text' in reply ? 'stop' : 'tool_calls'
}
