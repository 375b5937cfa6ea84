import { changesOf, type Shapes } from './shapes.ts'

const PATH = '/v1/responses'
const HONEST = { model: 'm', input: 'hello' }

const input = (...items: object[]) => ({ input: items })
const said = (...content: object[]) => input({ type: 'message', role: 'user', content })
const tools = (...list: object[]) => ({ tools: list })
const answered = (...output: object[]) => input({ type: 'function_call_output', call_id: 'a', output })
const own = (parameters: object) => tools({ type: 'function', name: 'write', parameters })

export const RESPONSES: Shapes = changesOf(PATH, HONEST, {
  'an image by address': (url) => said({ type: 'input_image', image_url: url }),
  'an image by an object with an address': (url) => said({ type: 'input_image', image_url: { url } }),
  'an image by address in capitals': (url) =>
    said({ type: 'input_image', image_url: url.replace('http', 'HTTP') }),
  'an image by address after a space': (url) => said({ type: 'input_image', image_url: ` ${url}` }),
  'an image by address without a scheme': (url) =>
    said({ type: 'input_image', image_url: url.replace('http:', '') }),
  'an image of data that goes on with an address': (url) =>
    said({ type: 'input_image', image_url: `data:image/png;base64,aGk=\n${url}` }),
  'a page as an image of data': (url) =>
    said({
      type: 'input_image',
      image_url: `data:text/html;base64,${Buffer.from(`<img src="${url}">`).toString('base64')}`,
    }),
  'a drawing as an image of data': (url) =>
    said({ type: 'input_image', image_url: `data:image/svg+xml,<svg><image href="${url}"/></svg>` }),
  'an image of data with a parameter': (url) =>
    said({ type: 'input_image', image_url: `data:image/png;a=${url};base64,aGk=` }),
  'an image of a kept file': (url) => said({ type: 'input_image', file_id: url }),
  'a file by address': (url) => said({ type: 'input_file', file_url: url }),
  'a file whose data is an address': (url) => said({ type: 'input_file', filename: 'a.pdf', file_data: url }),
  'a file by address beside its data': (url) =>
    said({
      type: 'input_file',
      filename: 'a.pdf',
      file_data: 'data:application/pdf;base64,aGk=',
      file_url: url,
    }),
  'a kept file': (url) => said({ type: 'input_file', file_id: url }),
  'sound by address': (url) => said({ type: 'input_audio', input_audio: { url, format: 'mp3' } }),
  'a film by address': (url) => said({ type: 'input_video', video_url: url }),
  'an image without the type of its message': (url) =>
    input({ role: 'user', content: [{ type: 'input_image', image_url: url }] }),
  'an image that is an item by itself': (url) => input({ type: 'input_image', image_url: url }),
  'an image in what a tool answered': (url) => answered({ type: 'input_image', image_url: url }),
  'a file in what a tool answered': (url) => answered({ type: 'input_file', file_url: url }),
  'an image in what an own tool answered': (url) =>
    input({
      type: 'custom_tool_call_output',
      call_id: 'a',
      output: [{ type: 'input_image', image_url: url }],
    }),
  'a picture of a screen': (url) =>
    input({
      type: 'computer_call_output',
      call_id: 'a',
      output: { type: 'computer_screenshot', image_url: url },
    }),
  'a search that is under way': (url) =>
    input({ type: 'web_search_call', id: 'a', status: 'in_progress', action: { type: 'open_page', url } }),
  'a search in files': (url) => input({ type: 'file_search_call', id: 'a', queries: [url] }),
  'a call of a server of tools': (url) =>
    input({ type: 'mcp_call', id: 'a', name: 'x', server_label: url, arguments: '{}' }),
  'a list of a server of tools': (url) =>
    input({ type: 'mcp_list_tools', id: 'a', server_label: url, tools: [] }),
  'a leave for a server of tools': (url) =>
    input({ type: 'mcp_approval_response', approval_request_id: url, approve: true }),
  'a run of code': (url) =>
    input({ type: 'code_interpreter_call', id: 'a', code: `get("${url}")`, container_id: url }),
  'a call of a shell': (url) =>
    input({
      type: 'shell_call',
      call_id: 'a',
      action: { commands: [`curl ${url}`] },
      environment: { type: 'container_reference', container_id: url },
    }),
  'an image that was made': (url) => input({ type: 'image_generation_call', id: 'a', result: url }),
  'a reference to an item': (url) => input({ type: 'item_reference', id: url }),
  'a compaction': (url) => input({ type: 'compaction', encrypted_content: 'a', url }),
  'an item of no known type': (url) => input({ type: 'fetch_call', url }),
  'an item whose type is a list': (url) => input({ type: ['message', 'web_search_call'], url }),
  'a citation of what it said': (url) =>
    input({
      type: 'message',
      role: 'assistant',
      content: [{ type: 'output_text', text: 'a', annotations: [{ type: 'url_citation', url }] }],
    }),
  'input that is one item, no list': (url) => ({ input: { type: 'input_image', image_url: url } }),
  'instructions with an image': (url) => ({
    instructions: [{ role: 'user', content: [{ type: 'input_image', image_url: url }] }],
  }),
  'a kept prompt': (url) => ({ prompt: { id: url } }),
  'a kept prompt with an image': (url) => ({
    prompt: { id: 'a', variables: { a: { type: 'input_image', image_url: url } } },
  }),
  'a former answer': (url) => ({ previous_response_id: url }),
  'a kept conversation': (url) => ({ conversation: url }),
  'a conversation by its id': (url) => ({ conversation: { id: url } }),
  'work in the background': (url) => ({ background: true, metadata: { url } }),
  'an answer that is kept': (url) => ({ store: true, metadata: { url } }),
  'metadata with an address': (url) => ({ metadata: { webhook: url } }),
  'a place to call': (url) => ({ webhook_url: url }),
  'a user that is an address': (url) => ({ user: url }),
  'an identifier that is an address': (url) => ({ safety_identifier: url }),
  'a key of a cache that is an address': (url) => ({ prompt_cache_key: url }),
  'data of a client': (url) => ({ client_metadata: { callback: { url } } }),
  'what else to send': (url) => ({ include: [url] }),
  'what a search found': (url) => ({ include: ['web_search_call.action.sources'], user: url }),
  'a search': (url) => tools({ type: 'web_search', filters: { allowed_domains: [url] } }),
  'a search in preview': (url) => tools({ type: 'web_search_preview_2025_03_11', user_location: { url } }),
  'a search in files by its stores': (url) => tools({ type: 'file_search', vector_store_ids: [url] }),
  'a server of tools': (url) => tools({ type: 'mcp', server_label: 'x', server_url: url }),
  'a connector': (url) => tools({ type: 'mcp', server_label: 'x', connector_id: 'c', authorization: url }),
  code: (url) => tools({ type: 'code_interpreter', container: { type: 'auto', file_ids: [url] } }),
  'a shell with a network': (url) =>
    tools({
      type: 'shell',
      environment: {
        type: 'container_auto',
        network_policy: { type: 'allowlist', allowed_domains: [url] },
      },
    }),
  'images that it makes': (url) => tools({ type: 'image_generation', input_image_mask: { image_url: url } }),
  'a search of tools': (url) => tools({ type: 'tool_search', execution: 'server', url }),
  'a name space of tools': (url) =>
    tools({ type: 'namespace', name: 'x', tools: [{ type: 'mcp', server_label: 'x', server_url: url }] }),
  'tools that are an object': (url) => ({ tools: { a: { type: 'mcp', server_url: url } } }),
  'a grammar somewhere else': (url) =>
    tools({ type: 'custom', name: 'x', format: { type: 'grammar', syntax: 'lark', definition: { url } } }),
  'a schema somewhere else': (url) => own({ type: 'object', $ref: url }),
  'a schema of schemas somewhere else': (url) => own({ type: 'object', $schema: url }),
  'a schema with a base somewhere else': (url) => own({ $id: url, $ref: 'a' }),
  'a schema in a key of a schema': (url) => own({ type: 'object', properties: { $ref: { $ref: url } } }),
  'a choice of a server': (url) => ({ tool_choice: { type: 'mcp', server_label: url } }),
  'a choice of allowed tools': (url) => ({
    tool_choice: { type: 'allowed_tools', mode: 'auto', tools: [{ type: 'mcp', server_label: url }] },
  }),
  'a form of the answer somewhere else': (url) => ({
    text: { format: { type: 'json_schema', name: 'a', schema: { $ref: url } } },
  }),
  'an old form of the answer': (url) => ({
    response_format: { type: 'json_schema', json_schema: { name: 'a', schema: { $ref: url } } },
  }),
  'a management of context': (url) => ({ context_management: [{ type: 'compaction', url }] }),
  'how the stream comes': (url) => ({ stream_options: { include_obfuscation: false, url } }),
  'how it thinks': (url) => ({ reasoning: { effort: 'low', url } }),
  'a model that is an address': (url) => ({ model: url }),
  'a model by search': (url) => ({ model: 'm-search-preview', user: url }),
  'an address as a key': (url) => ({ [url]: 1 }),
})
