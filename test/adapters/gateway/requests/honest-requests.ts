/** What the four well-known agents send, in their shapes and with texts of our own. */

export interface Honest {
  readonly agent: string
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body: Readonly<Record<string, unknown>>
}

/** A picture of one point. */
const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
const LINK = 'Compare https://docs.example/page?id=1 and http://127.0.0.1:8080/.'
const ephemeral = { cache_control: { type: 'ephemeral' } }

const schemaOf = (properties: object, rest: object = {}) => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
  ...rest,
})
const DRAFT = { $schema: 'https://json-schema.org/draft/2020-12/schema' }
const path = { type: 'string', description: 'Path of a file, or "$ref": "#"' }

const claudeTool = (name: string, rest: object = {}) => ({
  name,
  description: `Use ${name}. ${LINK}`,
  input_schema: schemaOf({ file_path: path }, DRAFT),
  ...rest,
})

const CLAUDE_WORK: Honest = {
  agent: 'claude, at work',
  path: '/v1/messages?beta=true',
  headers: {
    'anthropic-beta':
      'claude-code-20250219,interleaved-thinking-2025-05-14,context-management-2025-06-27,per-turn-control-2026-07-01,mid-conversation-tool-changes-2026-07-01,thinking-token-count-2026-05-13,advanced-tool-use-2025-11-20,effort-2025-11-24,thinking-display-updates-2026-08-18',
  },
  body: {
    model: 'm',
    messages: [
      {
        role: 'user',
        content: [
          { type: 'text', text: '<system-reminder>\nToday.\n</system-reminder>' },
          { type: 'text', text: LINK, ...ephemeral },
        ],
      },
      { role: 'system', content: '# Environment', output_config: { effort: 'medium' } },
      {
        role: 'assistant',
        content: [
          { type: 'thinking', thinking: 'First, look.', signature: 'EqQBCgIYAhIkc2ln/+aGF0dXJl==' },
          { type: 'redacted_thinking', data: 'RW5jcnlwdGVk' },
          { type: 'text', text: 'I look.' },
          {
            type: 'tool_use',
            id: 'toolu_1',
            name: 'Read',
            input: { file_path: 'a.png', source: { type: 'url', url: 'https://x.example' } },
            caller: { type: 'direct' },
          },
        ],
      },
      {
        role: 'user',
        content: [
          {
            tool_use_id: 'toolu_1',
            type: 'tool_result',
            content: [
              { type: 'image', source: { type: 'base64', media_type: 'image/png', data: PNG } },
              { type: 'text', text: LINK },
              { type: 'tool_reference', tool_name: 'Edit' },
            ],
            is_error: false,
            ...ephemeral,
          },
          {
            type: 'document',
            source: { type: 'base64', media_type: 'application/pdf', data: 'JVBERi0xLjcK' },
            title: 'a.pdf',
          },
        ],
      },
      {
        role: 'system',
        content: [{ type: 'tool_addition', tool: { type: 'tool_reference', name: 'Edit' } }],
      },
    ],
    system: [
      { type: 'text', text: 'x-anthropic-billing-header: cc_version=2; cc_entrypoint=sdk-ts;' },
      { type: 'text', text: 'You are an agent.', cache_control: { type: 'ephemeral', ttl: '1h' } },
    ],
    tools: [
      claudeTool('Read'),
      claudeTool('Edit', { defer_loading: true, strict: true, eager_input_streaming: true }),
      { name: 'ListAgents', input_schema: { ...DRAFT, type: 'object', properties: {} } },
    ],
    metadata: { user_id: '{"device_id":"0","session_id":"1"}' },
    max_tokens: 128_000,
    thinking: { type: 'adaptive', display: 'updates' },
    context_management: {
      edits: [
        { type: 'clear_thinking_20251015', keep: 'all' },
        {
          type: 'clear_tool_uses_20250919',
          trigger: { type: 'tool_uses', value: 40 },
          keep: { type: 'tool_uses', value: 10 },
          clear_at_least: { type: 'input_tokens', value: 10_000 },
          exclude_tools: ['Edit'],
        },
      ],
    },
    output_config: { effort: 'medium' },
    stream: true,
  },
}

const CLAUDE_ASIDE: Honest = {
  agent: 'claude, naming its session',
  path: '/v1/messages?beta=true',
  headers: { 'anthropic-beta': 'oauth-2025-04-20,structured-outputs-2025-12-15' },
  body: {
    model: 'm',
    messages: [{ role: 'user', content: [{ type: 'text', text: '<session>' }] }],
    system: [{ type: 'text', text: 'You name sessions.' }],
    tools: [],
    metadata: { user_id: '{}' },
    max_tokens: 128_000,
    output_config: {
      effort: 'medium',
      format: { type: 'json_schema', schema: schemaOf({ title: { type: 'string' } }) },
    },
    stream: true,
  },
}

const codexTool = (name: string) => ({
  type: 'function',
  name,
  description: LINK,
  strict: false,
  parameters: schemaOf({ cmd: { type: 'string' } }),
})

const CODEX: Honest = {
  agent: 'codex',
  path: '/v1/responses',
  headers: { 'x-codex-window-id': '1:0', session_id: '1', originator: 'codex-acp' },
  body: {
    model: 'm',
    instructions: 'You are an agent.',
    stream: true,
    input: [
      {
        type: 'message',
        id: 'msg_1',
        role: 'developer',
        content: [{ type: 'input_text', text: 'You work.' }],
      },
      {
        type: 'message',
        role: 'user',
        content: [
          { type: 'input_text', text: LINK },
          { type: 'input_image', image_url: `data:image/png;base64,${PNG}`, detail: 'high' },
        ],
      },
      {
        type: 'reasoning',
        id: 'rs_1',
        summary: [{ type: 'summary_text', text: 'First, look.' }],
        content: null,
        encrypted_content: 'gAAAA==',
      },
      {
        type: 'message',
        id: 'msg_2',
        role: 'assistant',
        status: 'completed',
        phase: 'commentary',
        content: [{ type: 'output_text', text: 'I look.', annotations: [] }],
      },
      {
        type: 'custom_tool_call',
        id: 'ctc_1',
        status: 'completed',
        call_id: 'call_1',
        name: 'apply_patch',
        input: '*** Begin Patch\n',
      },
      { type: 'custom_tool_call_output', id: 'ctco_1', call_id: 'call_1', output: 'Exit code: 0' },
      {
        type: 'function_call',
        id: 'fc_1',
        name: 'view_image',
        arguments: '{"path":"https://x.example/a.png"}',
        call_id: 'call_2',
      },
      {
        type: 'function_call_output',
        call_id: 'call_2',
        output: [
          { type: 'input_text', text: LINK },
          { type: 'input_image', image_url: `data:image/png;base64,${PNG}` },
        ],
      },
      { type: 'tool_search_call', call_id: 'call_3', execution: 'client', arguments: { query: 'x' } },
      { type: 'tool_search_output', call_id: 'call_3', execution: 'client', tools: [codexTool('found')] },
    ],
    tools: [
      codexTool('exec_command'),
      {
        type: 'custom',
        name: 'apply_patch',
        description: 'Edits files.',
        format: { type: 'grammar', syntax: 'lark', definition: 'start: "x"' },
      },
      { type: 'namespace', name: 'agents', description: 'Others.', tools: [codexTool('spawn')] },
      { type: 'tool_search', execution: 'client', description: 'Finds tools.', parameters: schemaOf({}) },
    ],
    tool_choice: 'auto',
    parallel_tool_calls: true,
    reasoning: { effort: 'medium', summary: 'auto' },
    store: false,
    include: ['reasoning.encrypted_content'],
    prompt_cache_key: '01a22615-e6c8',
    text: {
      verbosity: 'low',
      format: { type: 'json_schema', name: 'out', strict: true, schema: schemaOf({ a: path }) },
    },
    client_metadata: { 'x-codex-window-id': '1:0', 'x-codex-turn-metadata': '{"turn_id":"1"}' },
  },
}

const OPENCODE: Honest = {
  agent: 'opencode',
  path: '/v1/chat/completions',
  body: {
    model: 'm',
    max_tokens: 32_000,
    temperature: 0.5,
    top_p: 1,
    reasoning_effort: 'medium',
    messages: [
      { role: 'system', content: 'You are an agent.', ...ephemeral },
      {
        role: 'user',
        content: [
          { type: 'text', text: LINK },
          { type: 'image_url', image_url: { url: `data:image/png;base64,${PNG}` } },
          {
            type: 'file',
            file: { filename: 'a.pdf', file_data: 'data:application/pdf;base64,JVBERi0xLjcK' },
          },
        ],
      },
      {
        role: 'assistant',
        content: '',
        reasoning_content: 'First, look.',
        tool_calls: [
          { id: 'call_1', type: 'function', function: { name: 'bash', arguments: '{"command":"ls"}' } },
        ],
      },
      { role: 'tool', tool_call_id: 'call_1', content: LINK },
    ],
    tools: [
      {
        type: 'function',
        function: { name: 'bash', description: 'Runs.', parameters: schemaOf({ command: path }, DRAFT) },
      },
    ],
    tool_choice: 'auto',
    stream: true,
    stream_options: { include_usage: true },
  },
}

const GEMINI: Honest = {
  agent: 'gemini',
  path: '/v1beta/models/m:streamGenerateContent?alt=sse',
  headers: { 'x-goog-api-client': 'google-genai-sdk/1.30.0' },
  body: {
    contents: [
      { role: 'user', parts: [{ text: LINK }, { inlineData: { mimeType: 'image/png', data: PNG } }] },
      {
        role: 'model',
        parts: [
          { text: 'First, look.', thought: true },
          {
            functionCall: {
              id: 'f_1',
              name: 'run_shell_command',
              args: { command: 'curl https://x.example' },
            },
            thoughtSignature: 'skip_thought_signature_validator',
          },
        ],
      },
      {
        role: 'user',
        parts: [
          {
            functionResponse: {
              id: 'f_1',
              name: 'run_shell_command',
              response: { output: LINK },
              parts: [{ inlineData: { mimeType: 'image/png', data: PNG } }],
            },
          },
        ],
      },
    ],
    systemInstruction: { role: 'user', parts: [{ text: 'You are an agent.' }] },
    tools: [
      {
        functionDeclarations: [
          { name: 'web_fetch', description: LINK, parametersJsonSchema: schemaOf({ prompt: path }, DRAFT) },
          { name: 'glob', parameters: { type: 'OBJECT', properties: { pattern: { type: 'STRING' } } } },
        ],
      },
    ],
    toolConfig: { functionCallingConfig: { mode: 'AUTO' } },
    generationConfig: {
      temperature: 1,
      topP: 0.95,
      topK: 64,
      thinkingConfig: { includeThoughts: true, thinkingBudget: 8_192 },
      responseMimeType: 'application/json',
      responseJsonSchema: schemaOf({ answer: path }),
    },
  },
}

const GEMINI_COUNT: Honest = {
  agent: 'gemini, counting',
  path: '/v1beta/models/m:countTokens',
  body: { contents: [{ role: 'user', parts: [{ text: LINK }] }] },
}

export const HONEST: readonly Honest[] = [CLAUDE_WORK, CLAUDE_ASIDE, CODEX, OPENCODE, GEMINI, GEMINI_COUNT]
