import { z } from 'zod'
import {
  Amount,
  DataUrl,
  Empty,
  Flag,
  Json,
  JsonSchema,
  Label,
  Labels,
  list,
  No,
  only,
  Text,
  textOr,
  typed,
  Word,
} from './shapes.ts'

/** What an agent may ask of OpenAI's Responses (https://platform.openai.com/docs/api-reference/responses/create). */

// Parts of a message: of pictures and files there are neither addresses nor ids.
const InputText = only(typed('input_text'), { text: Text })
const InputImage = only(typed('input_image'), { image_url: DataUrl, detail: Word })
const InputFile = only(typed('input_file'), { file_data: DataUrl, filename: Text, detail: Word })
const OutputText = only(typed('output_text'), { text: Text, annotations: Empty, logprobs: Empty })
const Refusal = only(typed('refusal'), { refusal: Text })
const Part = z.discriminatedUnion('type', [InputText, InputImage, InputFile, OutputText, Refusal])
const Output = textOr(z.discriminatedUnion('type', [InputText, InputImage, InputFile]))

// Tools that the agent itself runs; of hosted ones there is none.
const called = { defer_loading: Flag, allowed_callers: list(z.literal('direct')) }
const named = { name: Word, description: Text }
const FunctionTool = only(typed('function'), {
  ...named,
  ...called,
  parameters: JsonSchema,
  output_schema: JsonSchema,
  strict: Flag,
})
const CustomTool = only(typed('custom'), {
  ...named,
  ...called,
  format: z.discriminatedUnion('type', [
    only(typed('text'), {}),
    only(typed('grammar'), { syntax: z.enum(['lark', 'regex']), definition: Text }),
  ]),
})
const Tool = z.discriminatedUnion('type', [
  FunctionTool,
  CustomTool,
  only(typed('namespace'), {
    ...named,
    tools: list(z.discriminatedUnion('type', [FunctionTool, CustomTool])),
  }),
  only(
    { ...typed('tool_search'), execution: z.literal('client') },
    { description: Text, parameters: JsonSchema },
  ),
  only(typed('local_shell'), {}),
  only(typed('apply_patch'), {}),
])

// What has been said. An item names no other one that the provider keeps, and none of a hosted tool.
const item = { id: Label, status: Word }
const call = { ...item, call_id: Label, caller: only(typed('direct'), {}) }
const of = { name: Word, namespace: Word }
const Message = only(
  { type: z.literal('message').nullish(), role: z.enum(['user', 'assistant', 'system', 'developer']) },
  { ...item, content: textOr(Part), phase: Word },
)
const Item = z.discriminatedUnion('type', [
  Message,
  only(typed('reasoning'), {
    ...item,
    summary: list(only(typed('summary_text'), { text: Text })),
    content: list(only({ type: z.enum(['reasoning_text', 'text']) }, { text: Text })),
    encrypted_content: Text,
  }),
  only(typed('function_call'), { ...call, ...of, arguments: Text, encrypted_function_args: Text }),
  only(typed('function_call_output'), { ...call, ...of, output: Output }),
  only(typed('custom_tool_call'), { ...call, ...of, input: Text }),
  only(typed('custom_tool_call_output'), { ...call, ...of, output: Output }),
  only({ ...typed('tool_search_call'), execution: z.literal('client') }, { ...call, arguments: Json }),
  only({ ...typed('tool_search_output'), execution: z.literal('client') }, { ...call, tools: list(Tool) }),
  only(typed('additional_tools'), { ...item, role: Word, tools: list(Tool) }),
  only(typed('local_shell_call'), {
    ...call,
    action: only(typed('exec'), {
      command: list(Text),
      timeout_ms: Amount,
      working_directory: Text,
      env: z.record(z.string(), Text),
      user: Label,
    }),
  }),
  only(typed('local_shell_call_output'), { ...call, output: Text }),
  only(typed('apply_patch_call'), {
    ...call,
    operation: only(
      { type: z.enum(['create_file', 'update_file', 'delete_file']) },
      { path: Text, diff: Text },
    ),
  }),
  only(typed('apply_patch_call_output'), { ...call, output: Text }),
  only(typed('compaction'), { ...item, encrypted_content: Text }),
  only(typed('compaction_trigger'), item),
])

const Choice = only({ type: z.enum(['function', 'custom']) }, { name: Word })

export const ResponsesRequest = only(
  {},
  {
    model: Text,
    instructions: Text,
    input: textOr(Item),
    tools: list(Tool),
    tool_choice: z.union([
      z.enum(['none', 'auto', 'required']),
      z.discriminatedUnion('type', [
        Choice,
        only({ type: z.enum(['apply_patch', 'shell']) }, {}),
        only(typed('allowed_tools'), { mode: Word, tools: list(Choice) }),
      ]),
    ]),
    parallel_tool_calls: Flag,
    max_output_tokens: Amount,
    temperature: Amount,
    top_p: Amount,
    top_logprobs: Amount,
    truncation: Word,
    reasoning: only(
      {},
      { effort: Word, summary: Word, generate_summary: Word, context: Word, mode: z.literal('standard') },
    ),
    text: only(
      {},
      {
        verbosity: Word,
        format: z.discriminatedUnion('type', [
          only({ type: z.enum(['text', 'json_object']) }, {}),
          only(typed('json_schema'), { name: Word, description: Text, schema: JsonSchema, strict: Flag }),
        ]),
      },
    ),
    include: list(z.enum(['reasoning.encrypted_content', 'message.output_text.logprobs'])),
    stream: Flag,
    stream_options: only({}, { include_obfuscation: Flag }),
    // Answers that nobody could count, and such as further requests could refer to.
    background: No,
    store: No,
    prompt_cache_key: Label,
    prompt_cache_retention: z.enum(['in_memory', 'in-memory', '24h']),
    safety_identifier: Label,
    user: Label,
    metadata: Labels,
    client_metadata: Labels,
    // A way to pay more for the same tokens: judged by the operator's prices.
    service_tier: Word,
  },
)
