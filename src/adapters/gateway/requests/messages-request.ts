import { z } from 'zod'
import {
  Amount,
  Base64,
  Empty,
  Flag,
  ImageType,
  Json,
  JsonObject,
  JsonSchema,
  Label,
  list,
  only,
  Text,
  textOr,
  typed,
  Word,
} from './shapes.ts'

/** What an agent may ask of Anthropic's Messages (https://platform.claude.com/docs/en/api/messages). */

/** One hour costs more than five minutes; answers tell both. */
const cache_control = only(typed('ephemeral'), { ttl: z.enum(['5m', '1h']), scope: Word })
const cached = { cache_control }

// Parts of a message. Of sources there is neither `url` nor `file`.
const TextPart = only(typed('text'), { text: Text, citations: Empty, ...cached })
const Image = only(typed('image'), {
  source: only(typed('base64'), { media_type: ImageType, data: Base64 }),
  ...cached,
})
const Document = only(typed('document'), {
  source: z.discriminatedUnion('type', [
    only(typed('base64'), { media_type: z.literal('application/pdf'), data: Base64 }),
    only(typed('text'), { media_type: z.literal('text/plain'), data: Text }),
    only(typed('content'), { content: textOr(z.discriminatedUnion('type', [TextPart, Image])) }),
  ]),
  title: Text,
  context: Text,
  citations: only({}, { enabled: Flag }),
  ...cached,
})
const ToolReference = only(typed('tool_reference'), { tool_name: Word, ...cached })
const ToolUse = only(typed('tool_use'), {
  id: Label,
  name: Word,
  input: Json,
  caller: only(typed('direct'), {}),
  ...cached,
})
const ToolResult = only(typed('tool_result'), {
  tool_use_id: Label,
  content: textOr(z.discriminatedUnion('type', [TextPart, Image, Document, ToolReference])),
  is_error: Flag,
  ...cached,
})

const JsonFormat = only(typed('json_schema'), { schema: JsonSchema, name: Word })
const Effort = { effort: Word }

// Tools that the agent itself runs; of hosted ones there is none.
const described = { ...cached, defer_loading: Flag, strict: Flag, allowed_callers: list(z.literal('direct')) }
const OwnTool = only(
  { type: z.literal('custom').nullish() },
  {
    name: Word,
    description: Text,
    input_schema: JsonSchema,
    input_examples: list(JsonObject),
    eager_input_streaming: Flag,
    ...described,
  },
)
const KnownTool = only(
  {
    type: z.enum([
      'bash_20241022',
      'bash_20250124',
      'text_editor_20241022',
      'text_editor_20250124',
      'text_editor_20250429',
      'text_editor_20250728',
      'memory_20250818',
    ]),
  },
  { name: Word, max_characters: Amount, ...described },
)
const Tool = z.discriminatedUnion('type', [OwnTool, KnownTool])

const ToolChange = z.discriminatedUnion('type', [
  only(typed('tool_reference'), { name: Word }),
  only(typed('tool_definition'), { definition: Tool }),
])

const Part = z.discriminatedUnion('type', [
  TextPart,
  Image,
  Document,
  ToolUse,
  ToolResult,
  only(typed('thinking'), { thinking: Text, signature: Text }),
  only(typed('redacted_thinking'), { data: Text }),
  only(typed('compaction'), { content: Text, encrypted_content: Text, ...cached }),
  only(typed('tool_addition'), { tool: ToolChange, ...cached }),
  only(typed('tool_removal'), { tool: ToolChange, ...cached }),
])

const Message = only(
  { role: z.enum(['user', 'assistant', 'system']) },
  { content: textOr(Part), output_config: only({}, Effort) },
)

// What the provider may leave out of a long conversation.
const Limit = only({ type: Word }, { value: Amount })
const Edit = z.discriminatedUnion('type', [
  only(typed('clear_tool_uses_20250919'), {
    trigger: Limit,
    keep: Limit,
    clear_at_least: Limit,
    clear_tool_inputs: z.union([Flag, list(Word)]),
    exclude_tools: list(Word),
  }),
  only(typed('clear_thinking_20251015'), { keep: z.union([z.literal('all'), Limit]) }),
  only(typed('compact_20260112'), { instructions: Text, pause_after_compaction: Flag, trigger: Limit }),
])

export const MessagesRequest = only(
  {},
  {
    model: Text,
    messages: list(Message),
    system: textOr(TextPart),
    tools: list(Tool),
    tool_choice: only(
      { type: z.enum(['auto', 'any', 'none', 'tool']) },
      { name: Word, disable_parallel_tool_use: Flag },
    ),
    max_tokens: Amount,
    stream: Flag,
    stop_sequences: list(Text),
    temperature: Amount,
    top_p: Amount,
    top_k: Amount,
    thinking: only(
      { type: z.enum(['enabled', 'disabled', 'adaptive']) },
      { budget_tokens: Amount, display: Word },
    ),
    output_config: only(
      {},
      {
        ...Effort,
        format: JsonFormat,
        task_budget: only(typed('tokens'), { total: Amount, remaining: Amount }),
      },
    ),
    output_format: JsonFormat,
    context_management: only({}, { edits: list(Edit) }),
    metadata: only({}, { user_id: Label }),
    // Two ways to pay more for the same tokens: judged by the operator's prices.
    service_tier: Word,
    speed: Word,
    ...cached,
  },
)
