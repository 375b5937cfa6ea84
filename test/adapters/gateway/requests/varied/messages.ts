import { changesOf, type Shapes } from './shapes.ts'

const PATH = '/v1/messages'
const HONEST = { model: 'm', max_tokens: 10, messages: [{ role: 'user', content: 'hello' }] }

const user = (...content: object[]) => ({ messages: [{ role: 'user', content }] })
const after = (...content: object[]) => ({
  messages: [
    { role: 'user', content: 'hello' },
    { role: 'assistant', content },
    { role: 'user', content: 'go on' },
  ],
})
const tool = (extra: object, schema: object = { type: 'object' }) => ({
  tools: [{ name: 'write', input_schema: schema, ...extra }],
})
const byAddress = (url: string) => ({ type: 'url', url })

export const MESSAGES: Shapes = changesOf(PATH, HONEST, {
  'an image by address': (url) => user({ type: 'image', source: byAddress(url) }),
  'an image by address under a data type': (url) =>
    user({ type: 'image', source: { type: 'base64', media_type: 'image/png', data: url } }),
  'an image by address beside its data': (url) =>
    user({ type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'aGk=', url } }),
  'an image whose media type is an address': (url) =>
    user({ type: 'image', source: { type: 'base64', media_type: url, data: 'aGk=' } }),
  'a drawing as data that shows an address': (url) =>
    user({
      type: 'image',
      source: {
        type: 'base64',
        media_type: 'image/svg+xml',
        data: Buffer.from(`<svg><image href="${url}"/></svg>`).toString('base64'),
      },
    }),
  'a page as data': (url) =>
    user({
      type: 'document',
      source: {
        type: 'base64',
        media_type: 'text/html',
        data: Buffer.from(`<img src="${url}">`).toString('base64'),
      },
    }),
  'an image of a kept file': (url) => user({ type: 'image', source: { type: 'file', file_id: url } }),
  'a document by address': (url) => user({ type: 'document', source: byAddress(url) }),
  'a document whose content is an image by address': (url) =>
    user({
      type: 'document',
      source: { type: 'content', content: [{ type: 'image', source: byAddress(url) }] },
    }),
  'an image by address in the result of a tool': (url) =>
    user({ type: 'tool_result', tool_use_id: 'a', content: [{ type: 'image', source: byAddress(url) }] }),
  'a document by address in the result of a tool': (url) =>
    user({ type: 'tool_result', tool_use_id: 'a', content: [{ type: 'document', source: byAddress(url) }] }),
  'a result of a tool that is one part, no list': (url) =>
    user({ type: 'tool_result', tool_use_id: 'a', content: { type: 'image', source: byAddress(url) } }),
  'a result of a tool in the result of a tool': (url) =>
    user({
      type: 'tool_result',
      tool_use_id: 'a',
      content: [
        { type: 'tool_result', tool_use_id: 'b', content: [{ type: 'image', source: byAddress(url) }] },
      ],
    }),
  'a tool reference': (url) =>
    user({ type: 'tool_result', tool_use_id: 'a', content: [{ type: 'tool_reference', tool_name: url }] }),
  'a search result': (url) =>
    user({ type: 'search_result', source: url, title: 'a', content: [{ type: 'text', text: 'a' }] }),
  'a message that is one part, no list': (url) => ({
    messages: [{ role: 'user', content: { type: 'image', source: byAddress(url) } }],
  }),
  'messages that are no list': (url) => ({
    messages: { role: 'user', content: [{ type: 'image', source: byAddress(url) }] },
  }),
  'a message in a message': (url) => ({
    messages: [[{ role: 'user', content: [{ type: 'image', source: byAddress(url) }] }]],
  }),
  'a system prompt with an image': (url) => ({ system: [{ type: 'image', source: byAddress(url) }] }),
  'a system role with a document': (url) => ({
    messages: [{ role: 'system', content: [{ type: 'document', source: byAddress(url) }] }],
  }),
  'citations with an address': (url) => user({ type: 'text', text: 'a', citations: [{ url }] }),
  'a title of a document': (url) =>
    user({ type: 'document', source: byAddress(url), title: url, context: url }),
  'a search that is under way': (url) =>
    after({ type: 'server_tool_use', id: 'a', name: 'web_fetch', input: { url } }),
  'a result of a search': (url) =>
    after({ type: 'web_search_tool_result', tool_use_id: 'a', content: [{ url }] }),
  'a call of a server of tools': (url) =>
    after({ type: 'mcp_tool_use', id: 'a', name: 'x', server_name: url, input: {} }),
  'a result of a server of tools': (url) =>
    user({ type: 'mcp_tool_result', tool_use_id: 'a', content: [{ type: 'image', source: byAddress(url) }] }),
  'an upload to a container': (url) => user({ type: 'container_upload', file_id: url }),
  'a result of code': (url) =>
    after({ type: 'code_execution_tool_result', tool_use_id: 'a', content: { url } }),
  'a compaction': (url) => after({ type: 'compaction', content: url, source: byAddress(url) }),
  'thinking with an address': (url) =>
    after({ type: 'thinking', thinking: 'a', signature: 'a', source: byAddress(url) }),
  'servers of tools': (url) => ({ mcp_servers: [{ type: 'url', url, name: 'x' }] }),
  'servers of tools in the other spelling': (url) => ({ mcpServers: [{ type: 'url', url, name: 'x' }] }),
  'a container with skills': (url) => ({
    container: { id: url, skills: [{ type: 'custom', skill_id: url }] },
  }),
  'a search': (url) => ({
    tools: [{ type: 'web_search_20250305', name: 'web_search', user_location: { url } }],
  }),
  'a newer search beside an own tool': (url) => ({
    tools: [
      { name: 'write', input_schema: { type: 'object' } },
      { type: 'web_search_20260209', name: 'web_search', allowed_domains: [url] },
    ],
  }),
  'a fetch': (url) => ({
    tools: [{ type: 'web_fetch_20250910', name: 'web_fetch', allowed_domains: [url] }],
  }),
  'a tool of code': (url) => ({
    tools: [{ type: 'code_execution_20250825', name: 'code_execution', cache: url }],
  }),
  'a set of tools of a server': (url) => ({ tools: [{ type: 'mcp_toolset', mcp_server_name: url }] }),
  'a tool of no known type': (url) => ({ tools: [{ type: 'custom_20990101', name: 'x', url }] }),
  'a type of tool in capitals': (url) => ({
    tools: [{ type: 'WEB_FETCH_20250910', name: 'web_fetch', allowed_domains: [url] }],
  }),
  'a type of tool with a space': (url) => ({
    tools: [{ type: ' web_fetch_20250910', name: 'web_fetch', allowed_domains: [url] }],
  }),
  'a type of tool that is a list': (url) => ({
    tools: [{ type: ['custom', 'web_fetch_20250910'], name: url }],
  }),
  'a tool without a type named as a search': (url) => tool({ name: 'web_search', allowed_domains: [url] }),
  'tools that are an object': (url) => ({ tools: { web: { type: 'web_fetch_20250910', url } } }),
  'a tool in a list in the list': (url) => ({ tools: [[{ type: 'web_fetch_20250910', url }]] }),
  'a schema somewhere else': (url) => tool({}, { type: 'object', $ref: url }),
  'a schema somewhere else, deep': (url) =>
    tool({}, { type: 'object', properties: { a: { anyOf: [{ type: 'string' }, { $ref: `${url}#/a` }] } } }),
  'a schema of schemas somewhere else': (url) => tool({}, { type: 'object', $schema: url }),
  'a schema with a base somewhere else': (url) => tool({}, { type: 'object', $id: url, $ref: 'a.json' }),
  'a schema with an old base': (url) => tool({}, { type: 'object', id: url, items: { $ref: 'a.json' } }),
  'a dynamic reference': (url) => tool({}, { type: 'object', $dynamicRef: url }),
  'a vocabulary': (url) => tool({}, { type: 'object', $vocabulary: { [url]: true } }),
  'a reference in a definition': (url) => tool({}, { type: 'object', $defs: { a: { $ref: url } } }),
  'a reference with an escaped key': (url) => tool({}, { type: 'object', '\u0024ref': url }),
  'a reference without a scheme': (url) => tool({}, { type: 'object', $ref: url.replace('http:', '') }),
  'a tool with an address of its own': (url) => tool({ url, endpoint: url }),
  'a tool that a container calls': (url) => tool({ allowed_callers: ['code_execution_20250825'], note: url }),
  'a choice of a hosted tool': (url) => ({ tool_choice: { type: 'tool', name: 'web_fetch', url } }),
  'a form of the answer somewhere else': (url) => ({
    output_format: { type: 'json_schema', schema: { $ref: url } },
  }),
  'a form of the answer in its other place': (url) => ({
    output_config: { format: { type: 'json_schema', schema: { $ref: url } } },
  }),
  'metadata that is an address': (url) => ({ metadata: { user_id: url } }),
  'metadata with a place to call': (url) => ({ metadata: { user_id: 'a', webhook: url } }),
  'a place to call': (url) => ({ webhook: { url } }),
  'a cache with an address': (url) =>
    user({ type: 'text', text: 'a', cache_control: { type: 'ephemeral', url } }),
  'a management of context': (url) => ({ context_management: { edits: [{ type: 'memory', url }] } }),
  'a stop sequence': (url) => ({ stop_sequences: [{ url }] }),
  'a model that is an address': (url) => ({ model: url }),
  'a model that is an object': (url) => ({ model: { id: 'm', url } }),
  'a model that searches': (url) => ({ model: 'm:online', metadata: { user_id: url } }),
  'a fallback': (url) => ({ fallbacks: [{ model: 'm', mcp_servers: [{ url }] }] }),
  'an address as a key': (url) => ({ [url]: true }),
})
