import { withoutUndefined } from '../../domain/without-undefined.ts'
import { type Dialect, eventFrame, type Fields, fields, list, pieces, type Turn } from './dialect.ts'
import { openaiError } from './openai-error.ts'

/** OpenAI Responses, `POST …/responses`. */
export const responses: Dialect = {
  name: 'responses',
  accepts: (path) => path.endsWith('/responses'),
  toolResults: (body) =>
    list(body.input).filter((item) => String(fields(item).type).endsWith('_call_output')).length,
  frames(turn) {
    const item = outputItem(turn)
    const events: [string, Fields][] = [
      ['response.created', { response: { ...envelope(turn), status: 'in_progress', output: [] } }],
      ['response.output_item.added', { output_index: 0, item: begun(item) }],
      ...deltas(turn, item),
      ['response.output_item.done', { output_index: 0, item }],
      ['response.completed', { response: responses.whole(turn) }],
    ]
    return events.map(([type, data], index) => eventFrame(type, { sequence_number: index, ...data }))
  },
  whole: (turn) => ({
    ...envelope(turn),
    status: 'completed',
    output: [outputItem(turn)],
    usage: {
      input_tokens: turn.usage.input,
      input_tokens_details: { cached_tokens: turn.usage.cached },
      output_tokens: turn.usage.output,
      output_tokens_details: { reasoning_tokens: turn.usage.reasoning },
      total_tokens: turn.usage.input + turn.usage.output,
    },
  }),
  error: openaiError,
}

function envelope({ id, model }: Turn): Fields {
  return { id: `resp_${id}`, object: 'response', created_at: 1_700_000_000, model, error: null }
}

function outputItem({ id, reply }: Turn): Fields {
  if ('text' in reply) {
    const content = [{ type: 'output_text', text: reply.text, annotations: [] }]
    return { type: 'message', id: `msg_${id}`, role: 'assistant', status: 'completed', content }
  }
  const call = { call_id: `call_${id}`, status: 'completed' }
  if ('custom' in reply) {
    return { type: 'custom_tool_call', id: `ctc_${id}`, ...call, name: reply.custom, input: reply.input }
  }
  return {
    type: 'function_call',
    id: `fc_${id}`,
    ...call,
    name: reply.tool,
    arguments: JSON.stringify(reply.input),
    ...withoutUndefined({ namespace: reply.namespace }),
  }
}

function begun(item: Fields): Fields {
  const empty =
    item.type === 'message'
      ? { content: [] }
      : item.type === 'function_call'
        ? { arguments: '' }
        : { input: '' }
  return { ...item, ...empty, status: 'in_progress' }
}

function deltas({ reply }: Turn, item: Fields): [string, Fields][] {
  const place = { item_id: item.id, output_index: 0 }
  if ('text' in reply) {
    return pieces(reply.text).map((delta) => [
      'response.output_text.delta',
      { ...place, content_index: 0, delta },
    ])
  }
  const [type, text] =
    'custom' in reply
      ? ['response.custom_tool_call_input.delta', reply.input]
      : ['response.function_call_arguments.delta', JSON.stringify(reply.input)]
  return pieces(text).map((delta) => [type, { ...place, delta }])
}
