/** Requests by which an agent without a network might get one through its model, or make its calls cost more than is counted (S2). */

export type Dialect = 'messages' | 'responses' | 'chat' | 'gemini'

export const PATHS: Readonly<Record<Dialect, string>> = {
  messages: '/v1/messages',
  responses: '/v1/responses',
  chat: '/v1/chat/completions',
  gemini: '/v1beta/models/m:generateContent',
}

/** The dialect, what the refusal names, and what is asked for beside the model, given an address. */
type Row = readonly [Dialect, string, (url: string) => object]

const part = (content: unknown) => ({ messages: [{ role: 'user', content: [content] }] })
const result = (content: unknown) => part({ type: 'tool_result', tool_use_id: 't', content: [content] })
const tools = (...all: unknown[]) => ({ tools: all })
const input = (...items: unknown[]) => ({ input: items })
const said = (content: unknown) => input({ role: 'user', content: [content] })
const parts = (...all: unknown[]) => ({ contents: [{ role: 'user', parts: all }] })
const own = { type: 'function', name: 'write', parameters: { type: 'object' } }
const named = { name: 'write', input_schema: { type: 'object' } }
const image = (source: object) => ({ type: 'image', source })
const document = (source: object) => ({ type: 'document', source })

const SOURCES: readonly Row[] = [
  ['messages', 'messages[0].content[0].source.type', (url) => part(image({ type: 'url', url }))],
  ['messages', 'messages[0].content[0].source.type', (url) => part(document({ type: 'url', url }))],
  ['messages', 'messages[0].content[0].source.type', () => part(image({ type: 'file', file_id: 'file_1' }))],
  [
    'messages',
    'messages[0].content[0].source.type',
    () => part(document({ type: 'file', file_id: 'file_1' })),
  ],
  [
    'messages',
    'messages[0].content[0].source.url',
    (url) => part(image({ type: 'base64', data: 'AAAA', url })),
  ],
  ['messages', 'messages[0].content[0].source.data', (url) => part(image({ type: 'base64', data: url }))],
  [
    'messages',
    'messages[0].content[0].source.media_type',
    () => part(image({ type: 'base64', media_type: 'image/svg+xml' })),
  ],
  [
    'messages',
    'messages[0].content[0].source.file_id',
    () => part(image({ type: 'base64', file_id: 'file_1' })),
  ],
  [
    'messages',
    'messages[0].content[0].source.content[0].source.type',
    (url) => part(document({ type: 'content', content: [image({ type: 'url', url })] })),
  ],
  ['messages', 'messages[0].content[0].content[0].source.type', (url) => result(image({ type: 'url', url }))],
  [
    'messages',
    'messages[0].content[0].content[0].source.type',
    (url) => result(document({ type: 'url', url })),
  ],
  [
    'messages',
    'messages[0].content[0].content[0].source.content[0].source.type',
    (url) => result(document({ type: 'content', content: [image({ type: 'url', url })] })),
  ],
  ['messages', 'system[0].type', (url) => ({ system: [image({ type: 'url', url })] })],
  ['messages', 'messages[0].content[0].type', () => part({ type: 'container_upload', file_id: 'file_1' })],
  [
    'messages',
    'messages[0].content[0].type',
    (source) => part({ type: 'search_result', source, title: 't', content: [] }),
  ],
  ['messages', 'messages[0].content[0].type', (url) => part({ type: 'image_url', image_url: { url } })],
  [
    'messages',
    'messages[0].content[0].image_url',
    (url) => part({ type: 'text', text: 'x', image_url: url }),
  ],
  [
    'messages',
    'messages[0].attachments',
    (url) => ({ messages: [{ role: 'user', content: 'x', attachments: [url] }] }),
  ],
  ['responses', 'input[0].content[0].image_url', (url) => said({ type: 'input_image', image_url: url })],
  ['responses', 'input[0].content[0].image_url', (url) => said({ type: 'input_image', image_url: { url } })],
  ['responses', 'input[0].content[0].file_id', () => said({ type: 'input_image', file_id: 'file-1' })],
  ['responses', 'input[0].content[0].file_url', (url) => said({ type: 'input_file', file_url: url })],
  ['responses', 'input[0].content[0].file_id', () => said({ type: 'input_file', file_id: 'file-1' })],
  ['responses', 'input[0].content[0].file_data', (url) => said({ type: 'input_file', file_data: url })],
  [
    'responses',
    'input[0].content[0].image_url',
    (url) => said({ type: 'input_image', image_url: `  ${url}` }),
  ],
  [
    'responses',
    'input[0].content[0].image_url',
    (url) => said({ type: 'input_image', image_url: url.slice('http:'.length) }),
  ],
  [
    'responses',
    'input[0].content[0].image_url',
    (url) => said({ type: 'input_image', image_url: `data:image/svg+xml;base64,${url}` }),
  ],
  [
    'responses',
    'input[0].content[0].image_url',
    (url) => said({ type: 'input_image', image_url: `data:image/png,${url}` }),
  ],
  [
    'responses',
    'input[0].content[0].image_url',
    (url) => said({ type: 'input_image', image_url: `data:image/png;base64,${url}` }),
  ],
  [
    'responses',
    'input[0].content[0].image_url',
    () => said({ type: 'input_image', image_url: 'gs://bucket/x.png' }),
  ],
  ['responses', 'input[0].content[0].type', (url) => said({ type: 'input_audio', audio_url: url })],
  ['responses', 'input[0].content[0].type', (url) => said({ type: 'input_video', video_url: url })],
  [
    'responses',
    'input[0].output[0].image_url',
    (url) =>
      input({
        type: 'function_call_output',
        call_id: 'c',
        output: [{ type: 'input_image', image_url: url }],
      }),
  ],
  [
    'responses',
    'input[0].output[0].file_url',
    (url) =>
      input({
        type: 'custom_tool_call_output',
        call_id: 'c',
        output: [{ type: 'input_file', file_url: url }],
      }),
  ],
  [
    'responses',
    'input[0].type',
    (url) =>
      input({
        type: 'computer_call_output',
        call_id: 'c',
        output: { type: 'computer_screenshot', image_url: url },
      }),
  ],
  ['chat', 'messages[0].content[0].image_url.url', (url) => part({ type: 'image_url', image_url: { url } })],
  ['chat', 'messages[0].content[0].image_url', (url) => part({ type: 'image_url', image_url: url })],
  ['chat', 'messages[0].content[0].file.file_id', () => part({ type: 'file', file: { file_id: 'file-1' } })],
  ['chat', 'messages[0].content[0].file.file_url', (url) => part({ type: 'file', file: { file_url: url } })],
  [
    'chat',
    'messages[0].content[0].file.file_data',
    (url) => part({ type: 'file', file: { file_data: url } }),
  ],
  ['chat', 'messages[0].content[0].type', (url) => part({ type: 'video_url', video_url: { url } })],
  ['chat', 'messages[0].content[0].type', (url) => part({ type: 'audio_url', audio_url: { url } })],
  ['chat', 'messages[0].content[0].type', (url) => part({ type: 'input_image', image_url: url })],
  [
    'chat',
    'messages[0].content[0].image_url.url',
    (url) => ({ messages: [{ role: 'tool', content: [{ type: 'image_url', image_url: { url } }] }] }),
  ],
  [
    'chat',
    'messages[0].content[0].image_url.url',
    (url) => ({ messages: [{ role: 'system', content: [{ type: 'image_url', image_url: { url } }] }] }),
  ],
  ['gemini', 'contents[0].parts[0].fileData', (url) => parts({ fileData: { fileUri: url } })],
  ['gemini', 'contents[0].parts[0].file_data', (url) => parts({ file_data: { file_uri: url } })],
  ['gemini', 'contents[0].parts[0].fileData', () => parts({ fileData: { fileUri: 'gs://bucket/x' } })],
  [
    'gemini',
    'contents[0].parts[0].inlineData.fileUri',
    (url) => parts({ inlineData: { data: 'AAAA', fileUri: url } }),
  ],
  ['gemini', 'contents[0].parts[0].inlineData.data', (url) => parts({ inlineData: { data: url } })],
  [
    'gemini',
    'contents[0].parts[0].functionResponse.parts[0].fileData',
    (url) => parts({ functionResponse: { name: 'f', parts: [{ fileData: { fileUri: url } }] } }),
  ],
  [
    'gemini',
    'systemInstruction.parts[0].fileData',
    (url) => ({ systemInstruction: { parts: [{ fileData: { fileUri: url } }] } }),
  ],
  ['gemini', 'contents[0].parts[0].videoMetadata', (url) => parts({ text: url, videoMetadata: { fps: 1 } })],
]

const HOSTED_TOOLS: readonly Row[] = [
  ['messages', 'tools[0].type', () => tools({ type: 'web_search_20250305', name: 'web_search' })],
  [
    'messages',
    'tools[1].type',
    (url) => tools(named, { type: 'web_fetch_20250910', name: 'web_fetch', allowed_domains: [url] }),
  ],
  ['messages', 'tools[0].type', () => tools({ type: 'code_execution_20250825', name: 'code_execution' })],
  ['messages', 'tools[0].type', () => tools({ type: 'mcp_toolset', mcp_server_name: 'evil' })],
  ['messages', 'tools[0].type', () => tools({ type: 'advisor_20260301', name: 'advisor', model: 'dear' })],
  ['messages', 'tools[0].type', () => tools({ type: 'WEB_SEARCH_20250305', name: 'web_search' })],
  ['messages', 'tools[0].type', () => tools({ type: 'tool_of_the_future', name: 'x' })],
  ['messages', 'tools', (url) => ({ tools: { 0: { type: 'web_fetch_20250910', allowed_domains: [url] } } })],
  ['messages', 'tools[0]', () => tools([{ type: 'web_fetch_20250910' }])],
  [
    'messages',
    'tools[0].allowed_callers[0]',
    () => tools({ ...named, allowed_callers: ['code_execution_20250825'] }),
  ],
  ['messages', 'tools[0].url', (url) => tools({ ...named, url })],
  [
    'messages',
    'messages[0].content[0].tool.definition.type',
    () =>
      part({
        type: 'tool_addition',
        tool: { type: 'tool_definition', definition: { type: 'web_fetch_20250910' } },
      }),
  ],
  [
    'messages',
    'messages[0].content[0].tool.type',
    () => part({ type: 'tool_addition', tool: { type: 'mcp_toolset_reference', server_name: 'x' } }),
  ],
  [
    'messages',
    'messages[0].content[0].type',
    (url) => part({ type: 'server_tool_use', id: 's', name: 'web_fetch', input: { url } }),
  ],
  ['messages', 'tool_choice.type', () => ({ ...tools(named), tool_choice: { type: 'web_search' } })],
  ['responses', 'tools[0].type', () => tools({ type: 'web_search' })],
  ['responses', 'tools[1].type', (url) => tools(own, { type: 'mcp', server_label: 'x', server_url: url })],
  ['responses', 'tools[1].type', () => tools(own, { type: 'mcp', connector_id: 'connector_gmail' })],
  ['responses', 'tools[1].type', () => tools(own, { type: 'code_interpreter', container: { type: 'auto' } })],
  ['responses', 'tools[1].type', () => tools(own, { type: 'file_search', vector_store_ids: ['vs_1'] })],
  [
    'responses',
    'tools[1].type',
    (url) =>
      tools(own, {
        type: 'shell',
        environment: { type: 'container_auto', network_policy: { allowed_domains: [url] } },
      }),
  ],
  ['responses', 'tools[1].type', () => tools(own, { type: 'computer_use_preview' })],
  ['responses', 'tools[1].type', () => tools(own, { type: 'programmatic_tool_calling' })],
  ['responses', 'tools[1].type', () => tools(own, { type: 'openrouter:web_search' })],
  ['responses', 'tools[1].type', () => tools(own, { type: 'x_search' })],
  ['responses', 'tools[0].execution', () => tools({ type: 'tool_search', execution: 'server' })],
  ['responses', 'tools[0].execution', () => tools({ type: 'tool_search' })],
  [
    'responses',
    'tools[0].tools[0].type',
    (url) => tools({ type: 'namespace', name: 'n', tools: [{ type: 'mcp', server_url: url }] }),
  ],
  ['responses', 'tools[0].server_url', (url) => tools({ ...own, server_url: url })],
  ['responses', 'tools[0].type', () => tools({ name: 'write' })],
  [
    'responses',
    'input[0].tools[0].type',
    (url) =>
      input({ type: 'tool_search_output', execution: 'client', tools: [{ type: 'mcp', server_url: url }] }),
  ],
  [
    'responses',
    'input[0].tools[0].type',
    () => input({ type: 'additional_tools', role: 'developer', tools: [{ type: 'web_search' }] }),
  ],
  ['responses', 'tool_choice.type', () => ({ ...tools(own), tool_choice: { type: 'web_search_preview' } })],
  [
    'responses',
    'tool_choice.tools[0].type',
    () => ({ ...tools(own), tool_choice: { type: 'allowed_tools', tools: [{ type: 'mcp' }] } }),
  ],
  ['chat', 'tools[0].type', () => tools({ type: 'web_search' })],
  ['chat', 'tools[0].type', () => tools({ type: 'openrouter:web_search' })],
  [
    'chat',
    'tools[0].web_search',
    () => tools({ type: 'function', function: { name: 'f' }, web_search: { enable: true } }),
  ],
  ['chat', 'tools', () => ({ tools: { type: 'web_search' } })],
  ['gemini', 'tools[0].googleSearch', () => tools({ googleSearch: {} })],
  ['gemini', 'tools[0].google_search', () => tools({ google_search: {} })],
  ['gemini', 'tools[0].urlContext', () => tools({ urlContext: {} })],
  ['gemini', 'tools[0].url_context', () => tools({ functionDeclarations: [], url_context: {} })],
  ['gemini', 'tools[0].googleSearchRetrieval', () => tools({ googleSearchRetrieval: {} })],
  ['gemini', 'tools[0].codeExecution', () => tools({ codeExecution: {} })],
  ['gemini', 'tools[0].mcpServers', (url) => tools({ mcpServers: [{ streamableHttpTransport: { url } }] })],
  ['gemini', 'tools[0].fileSearch', () => tools({ fileSearch: { fileSearchStoreNames: ['s'] } })],
  ['gemini', 'tools[0].googleMaps', () => tools({ googleMaps: {} })],
  ['gemini', 'tools[0].computerUse', () => tools({ computerUse: {} })],
  ['gemini', 'tools[0].retrieval', (url) => tools({ retrieval: { externalApi: { endpoint: url } } })],
  ['gemini', 'toolConfig.retrievalConfig', () => ({ toolConfig: { retrievalConfig: {} } })],
  ['gemini', 'tools', () => ({ tools: { googleSearch: {} } })],
]

const BESIDE_TOOLS: readonly Row[] = [
  ['messages', 'mcp_servers', (url) => ({ mcp_servers: [{ type: 'url', url, name: 'x' }] })],
  ['messages', 'container', () => ({ container: 'container_1' })],
  ['messages', 'container', () => ({ container: { skills: [{ type: 'custom', skill_id: 's' }] } })],
  ['messages', 'fallbacks', () => ({ fallbacks: [{ model: 'dear' }] })],
  ['messages', 'betas', () => ({ betas: ['mcp-client-2025-11-20'] })],
  [
    'messages',
    'context_management.edits[0].type',
    () => ({ context_management: { edits: [{ type: 'fetch_20270101' }] } }),
  ],
  ['responses', 'previous_response_id', () => ({ previous_response_id: 'resp_1' })],
  ['responses', 'conversation', () => ({ conversation: 'conv_1' })],
  [
    'responses',
    'prompt',
    (url) => ({ prompt: { id: 'pmpt_1', variables: { x: { type: 'input_image', image_url: url } } } }),
  ],
  ['responses', 'background', () => ({ background: true })],
  ['responses', 'store', () => ({ store: true })],
  ['responses', 'include[0]', () => ({ include: ['web_search_call.action.sources'] })],
  ['responses', 'moderation', () => ({ moderation: { model: 'omni' } })],
  ['responses', 'max_tool_calls', () => ({ max_tool_calls: 3 })],
  ['responses', 'input[0].type', () => input({ type: 'item_reference', id: 'msg_1' })],
  ['responses', 'input[0].role', () => input({ id: 'msg_1' })],
  [
    'responses',
    'input[0].type',
    (url) =>
      input({ type: 'web_search_call', id: 'ws', status: 'in_progress', action: { type: 'open_page', url } }),
  ],
  [
    'responses',
    'input[0].type',
    (url) => input({ type: 'mcp_call', id: 'm', name: 'x', server_label: url, arguments: '' }),
  ],
  [
    'responses',
    'input[0].type',
    () => input({ type: 'mcp_approval_response', approve: true, approval_request_id: 'm' }),
  ],
  [
    'responses',
    'input[0].type',
    () => input({ type: 'code_interpreter_call', id: 'c', code: 'x', container_id: 'c' }),
  ],
  [
    'responses',
    'input[0].environment',
    () => input({ type: 'local_shell_call', environment: { type: 'container_reference' } }),
  ],
  ['chat', 'web_search_options', () => ({ web_search_options: {} })],
  ['chat', 'plugins', () => ({ plugins: [{ id: 'web' }] })],
  ['chat', 'models', () => ({ models: ['m:online'] })],
  ['chat', 'transforms', () => ({ transforms: ['x'] })],
  ['chat', 'provider', () => ({ provider: { order: ['x'] } })],
  ['chat', 'search_parameters', () => ({ search_parameters: { mode: 'on' } })],
  ['chat', 'enable_search', () => ({ enable_search: true })],
  ['chat', 'webhook_url', (url) => ({ webhook_url: url })],
  ['chat', 'extra_body', (url) => ({ extra_body: { image_url: url } })],
  ['chat', 'api_base', (url) => ({ api_base: url })],
  ['chat', 'functions', () => ({ functions: [{ name: 'f' }] })],
  ['chat', 'messages[0].audio', () => ({ messages: [{ role: 'assistant', audio: { id: 'audio_1' } }] })],
  ['chat', 'metadata.callback', (url) => ({ metadata: { callback: { url } } })],
  ['gemini', 'cachedContent', () => ({ cachedContent: 'cachedContents/1' })],
  ['gemini', 'model', () => ({ model: 'models/dear' })],
  ['gemini', 'labels', () => ({ labels: { a: 'b' } })],
  [
    'gemini',
    'generateContentRequest',
    (url) => ({ generateContentRequest: parts({ fileData: { fileUri: url } }) }),
  ],
]

const SPELLINGS: readonly Row[] = [
  ['messages', 'mcpServers', (url) => ({ mcpServers: [{ url }] })],
  [
    'messages',
    'Messages',
    (url) => ({ Messages: [{ role: 'user', content: [image({ type: 'url', url })] }] }),
  ],
  ['messages', 'Tools', () => ({ Tools: [{ type: 'web_fetch_20250910' }] })],
  ['messages', 'tools ', () => ({ 'tools ': [{ type: 'web_fetch_20250910' }] })],
  ['responses', 'previousResponseId', () => ({ previousResponseId: 'resp_1' })],
  ['responses', 'input[0].content[0].imageUrl', (url) => said({ type: 'input_image', imageUrl: url })],
  ['responses', 'input[0].content[0].type', (url) => said({ type: 'Input_Image', image_url: url })],
  ['chat', 'webSearchOptions', () => ({ webSearchOptions: {} })],
  ['chat', 'messages[0].content[0].imageUrl', (url) => part({ type: 'image_url', imageUrl: { url } })],
  [
    'gemini',
    'system_instruction',
    (url) => ({ system_instruction: { parts: [{ file_data: { file_uri: url } }] } }),
  ],
  ['gemini', 'contents[0].parts[0].inline_data', (url) => parts({ inline_data: { data: url } })],
  ['gemini', 'generation_config', () => ({ generation_config: {} })],
  ['gemini', 'cached_content', () => ({ cached_content: 'cachedContents/1' })],
  ['gemini', 'Contents', (url) => ({ Contents: [{ parts: [{ fileData: { fileUri: url } }] }] })],
]

const schema = (inner: object) => ({ type: 'object', properties: { x: inner } })
const elsewhere = 'refers to a schema elsewhere'

const SCHEMAS: readonly Row[] = [
  [
    'messages',
    `tools[0].input_schema\` ${elsewhere}`,
    (url) => tools({ name: 'f', input_schema: schema({ $ref: url }) }),
  ],
  [
    'messages',
    `output_config.format.schema\` ${elsewhere}`,
    (url) => ({ output_config: { format: { type: 'json_schema', schema: schema({ $ref: url }) } } }),
  ],
  [
    'responses',
    `tools[0].parameters\` ${elsewhere}`,
    (url) => tools({ ...own, parameters: { $schema: url } }),
  ],
  [
    'responses',
    `tools[0].parameters\` ${elsewhere}`,
    (url) => tools({ ...own, parameters: { $id: url, $ref: '#/x' } }),
  ],
  [
    'responses',
    `text.format.schema\` ${elsewhere}`,
    (url) => ({ text: { format: { type: 'json_schema', schema: { allOf: [{ $dynamicRef: url }] } } } }),
  ],
  [
    'chat',
    `tools[0].function.parameters\` ${elsewhere}`,
    (url) =>
      tools({
        type: 'function',
        function: { name: 'f', parameters: schema({ $ref: `//x.example/${url}` }) },
      }),
  ],
  [
    'chat',
    `response_format.json_schema.schema\` ${elsewhere}`,
    (url) => ({ response_format: { type: 'json_schema', json_schema: { schema: schema({ $ref: url }) } } }),
  ],
  [
    'gemini',
    `tools[0].functionDeclarations[0].parametersJsonSchema\` ${elsewhere}`,
    (url) => tools({ functionDeclarations: [{ name: 'f', parametersJsonSchema: schema({ $ref: url }) }] }),
  ],
  [
    'gemini',
    `generationConfig.responseSchema\` ${elsewhere}`,
    (url) => ({ generationConfig: { responseSchema: schema({ $ref: url }) } }),
  ],
]

export const BY_KIND: Readonly<Record<string, readonly Row[]>> = {
  'a source that would be fetched': SOURCES,
  'a hosted tool': HOSTED_TOOLS,
  'a field beside the tools': BESIDE_TOOLS,
  'another spelling': SPELLINGS,
  'a schema that lies elsewhere': SCHEMAS,
}
