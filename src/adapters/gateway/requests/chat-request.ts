import { z } from 'zod'
import {
  Amount,
  DataUrl,
  Empty,
  Flag,
  JsonSchema,
  Label,
  Labels,
  list,
  No,
  One,
  only,
  Text,
  textOr,
  typed,
  Word,
} from './shapes.ts'

/** What an agent may ask of Chat Completions, of OpenAI (https://platform.openai.com/docs/api-reference/chat/create) or alike. */

// Of other times to keep a part, whose writing costs more, answers of this dialect do not tell.
const cached = { cache_control: only(typed('ephemeral'), {}) }

// Parts of a message: of pictures and files there are neither addresses nor ids.
const TextPart = only(typed('text'), { text: Text, ...cached })
const Part = z.discriminatedUnion('type', [
  TextPart,
  only(typed('image_url'), { image_url: only({}, { url: DataUrl, detail: Word }), ...cached }),
  only(typed('file'), { file: only({}, { file_data: DataUrl, filename: Text }), ...cached }),
  only(typed('refusal'), { refusal: Text }),
])

const Call = z.discriminatedUnion('type', [
  only(
    { type: z.literal('function').nullish() },
    {
      id: Label,
      index: Amount,
      function: only({}, { name: Word, arguments: Text }),
      extra_content: only({}, { google: only({}, { thought_signature: Text }) }),
    },
  ),
  only(typed('custom'), { id: Label, index: Amount, custom: only({}, { name: Word, input: Text }) }),
])

const Message = z.discriminatedUnion('role', [
  only({ role: z.enum(['system', 'developer', 'user']) }, { content: textOr(Part), name: Label, ...cached }),
  only(
    { role: z.literal('assistant') },
    {
      content: textOr(Part),
      name: Label,
      refusal: Text,
      annotations: Empty,
      tool_calls: list(Call),
      reasoning_content: Text,
      reasoning: Text,
      ...cached,
    },
  ),
  only({ role: z.literal('tool') }, { content: textOr(Part), tool_call_id: Label, name: Label, ...cached }),
])

// Tools that the agent itself runs; of hosted ones there is none.
const Tool = z.discriminatedUnion('type', [
  only(typed('function'), {
    function: only({}, { name: Word, description: Text, parameters: JsonSchema, strict: Flag }),
    ...cached,
  }),
  only(typed('custom'), {
    custom: only(
      {},
      {
        name: Word,
        description: Text,
        format: z.discriminatedUnion('type', [
          only(typed('text'), {}),
          only(typed('grammar'), {
            grammar: only({}, { syntax: z.enum(['lark', 'regex']), definition: Text }),
          }),
        ]),
      },
    ),
  }),
])

const Choice = z.discriminatedUnion('type', [
  only(typed('function'), { function: only({}, { name: Word }) }),
  only(typed('custom'), { custom: only({}, { name: Word }) }),
])

export const ChatRequest = only(
  {},
  {
    model: Text,
    messages: list(Message),
    tools: list(Tool),
    tool_choice: z.union([
      z.enum(['none', 'auto', 'required']),
      z.discriminatedUnion('type', [
        ...Choice.options,
        only(typed('allowed_tools'), { allowed_tools: only({}, { mode: Word, tools: list(Choice) }) }),
      ]),
    ]),
    parallel_tool_calls: Flag,
    max_tokens: Amount,
    max_completion_tokens: Amount,
    n: One,
    stop: z.union([Text, list(Text)]),
    temperature: Amount,
    top_p: Amount,
    top_k: Amount,
    frequency_penalty: Amount,
    presence_penalty: Amount,
    seed: Amount,
    logit_bias: z.record(Word, Amount),
    logprobs: Flag,
    top_logprobs: Amount,
    // Sound has prices of its own.
    modalities: list(z.literal('text')),
    reasoning_effort: Word,
    verbosity: Word,
    response_format: z.discriminatedUnion('type', [
      only({ type: z.enum(['text', 'json_object']) }, {}),
      only(typed('json_schema'), {
        json_schema: only({}, { name: Word, description: Text, schema: JsonSchema, strict: Flag }),
      }),
    ]),
    stream: Flag,
    stream_options: only({}, { include_usage: Flag, include_obfuscation: Flag }),
    store: No,
    prompt_cache_key: Label,
    prompt_cache_retention: z.enum(['in_memory', 'in-memory', '24h']),
    safety_identifier: Label,
    user: Label,
    metadata: Labels,
    // A way to pay more for the same tokens: judged by the operator's prices.
    service_tier: Word,
  },
)
