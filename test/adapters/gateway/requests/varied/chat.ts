import { changesOf, type Shapes } from './shapes.ts'

const PATH = '/v1/chat/completions'
const HONEST = { model: 'm', messages: [{ role: 'user', content: 'hello' }] }

const said = (...content: object[]) => ({ messages: [{ role: 'user', content }] })
const message = (one: object) => ({ messages: [one] })
const own = (parameters: object) => ({
  tools: [{ type: 'function', function: { name: 'write', parameters } }],
})

export const CHAT: Shapes = changesOf(PATH, HONEST, {
  'an image by address': (url) => said({ type: 'image_url', image_url: { url } }),
  'an image by an address alone': (url) => said({ type: 'image_url', image_url: url }),
  'an image by address and tabs': (url) =>
    said({ type: 'image_url', image_url: { url: url.replace('http', 'h\ttt\np') } }),
  'an image of data and an address': (url) =>
    said({ type: 'image_url', image_url: { url: 'data:image/png;base64,aGk=', uri: url } }),
  'a drawing as data': (url) =>
    said({
      type: 'image_url',
      image_url: {
        url: `data:image/svg+xml;base64,${Buffer.from(`<image href="${url}"/>`).toString('base64')}`,
      },
    }),
  'how much of an image': (url) =>
    said({ type: 'image_url', image_url: { url: 'data:image/png;base64,aGk=', detail: url } }),
  'a text that is an image': (url) => said({ type: 'text', text: 'a', image_url: { url } }),
  'an image in the form of Responses': (url) => said({ type: 'input_image', image_url: url }),
  'an image in the form of Messages': (url) => said({ type: 'image', source: { type: 'url', url } }),
  'a kept file': (url) => said({ type: 'file', file: { file_id: url } }),
  'a file whose data is an address': (url) =>
    said({ type: 'file', file: { filename: 'a.pdf', file_data: url } }),
  'a file by address': (url) => said({ type: 'file_url', file_url: { url } }),
  'sound by address': (url) => said({ type: 'input_audio', input_audio: { data: url, format: 'mp3' } }),
  'a film by address': (url) => said({ type: 'video_url', video_url: { url } }),
  'a part of no type': (url) => said({ image_url: { url } }),
  'a part that is no list': (url) =>
    message({ role: 'user', content: { type: 'image_url', image_url: { url } } }),
  'an image in what a tool answered': (url) =>
    message({ role: 'tool', tool_call_id: 'a', content: [{ type: 'image_url', image_url: { url } }] }),
  'an image in the system prompt': (url) =>
    message({ role: 'system', content: [{ type: 'image_url', image_url: { url } }] }),
  'an image beside a message': (url) => message({ role: 'user', content: 'a', images: [url] }),
  'attachments of a message': (url) => message({ role: 'user', content: 'a', attachments: [{ url }] }),
  'sound that was said before': (url) => message({ role: 'assistant', content: 'a', audio: { id: url } }),
  'a citation of what it said': (url) =>
    message({ role: 'assistant', content: 'a', annotations: [{ type: 'url_citation', url }] }),
  'a call of a server of tools': (url) =>
    message({ role: 'assistant', tool_calls: [{ id: 'a', type: 'mcp', server_url: url }] }),
  'a cache': (url) => said({ type: 'text', text: 'a', cache_control: { type: 'ephemeral', url } }),
  'a role that is an address': (url) => message({ role: url, content: 'a' }),
  'how it searches': (url) => ({ web_search_options: { user_location: { url } } }),
  'how it searches, elsewhere': (url) => ({ search_parameters: { mode: 'on', sources: [{ links: [url] }] } }),
  'what it may search': (url) => ({ search_domain_filter: [url] }),
  'that it searches': (url) => ({ enable_search: true, user: url }),
  documents: (url) => ({ documents: [{ url }] }),
  connectors: (url) => ({ connectors: [{ id: 'web-search', options: { site: url } }] }),
  'sources of data': (url) => ({
    data_sources: [{ type: 'azure_search', parameters: { endpoint: url, index_name: 'a' } }],
  }),
  'plug-ins': (url) => ({ plugins: [{ id: 'web', search_prompt: url }] }),
  'other models': (url) => ({ models: ['m', 'm:online'], user: url }),
  'a provider of its own': (url) => ({ provider: { order: [url] } }),
  'a base of its own': (url) => ({ base_url: url, api_base: url }),
  'what else to send': (url) => ({ extra_body: { mcp_servers: [{ url }] }, extra_headers: { a: url } }),
  'servers of tools': (url) => ({ mcp_servers: [{ url }] }),
  'a template of the prompt': (url) => ({ chat_template: `{{ include "${url}" }}` }),
  'a guided answer': (url) => ({ guided_json: { $ref: url } }),
  'a guided answer by grammar': (url) => ({ guided_grammar: `import ${url}` }),
  'an adapter': (url) => ({ lora_request: { lora_path: url } }),
  guards: (url) => ({ guardrails: [{ endpoint: url }] }),
  'a place to call': (url) => ({ callback_url: url, webhook: url }),
  metadata: (url) => ({ metadata: { url } }),
  'an answer that is kept': (url) => ({ store: true, metadata: { url } }),
  'a user that is an address': (url) => ({ user: url }),
  'a hosted tool': (url) => ({ tools: [{ type: 'web_search', url }] }),
  'a hosted tool in the shape of its provider': (url) => ({ tools: [{ googleSearch: {}, url }] }),
  'a server of tools': (url) => ({ tools: [{ type: 'mcp', server_url: url }] }),
  'a built-in function': (url) => ({
    tools: [{ type: 'builtin_function', function: { name: '$web_search', url } }],
  }),
  'tools that are an object': (url) => ({ tools: { type: 'mcp', server_url: url } }),
  'a function with an address': (url) => ({
    tools: [{ type: 'function', function: { name: 'a', url, parameters: {} } }],
  }),
  'old functions': (url) => ({ functions: [{ name: 'a', parameters: { $ref: url } }] }),
  'a schema somewhere else': (url) => own({ type: 'object', $ref: url }),
  'a schema of schemas somewhere else': (url) => own({ type: 'object', $schema: url }),
  'a schema with a base somewhere else': (url) => own({ type: 'object', $id: url }),
  'a form of the answer somewhere else': (url) => ({
    response_format: { type: 'json_schema', json_schema: { name: 'a', schema: { $ref: url } } },
  }),
  'a choice of a tool': (url) => ({ tool_choice: { type: 'mcp', server_url: url } }),
  'a prediction with an image': (url) => ({
    prediction: { type: 'content', content: [{ type: 'image_url', image_url: { url } }] },
  }),
  'sound as the answer': (url) => ({ modalities: ['text', 'audio'], audio: { voice: url, format: 'mp3' } }),
  'a bias that is an address': (url) => ({ logit_bias: { [url]: 1 } }),
  'a stop that is an object': (url) => ({ stop: { url } }),
  'a seed that is an address': (url) => ({ seed: url }),
  'a temperature that is an address': (url) => ({ temperature: { valueOf: url } }),
  'a model that is an address': (url) => ({ model: url }),
  'a model that searches': (url) => ({ model: 'm:online', user: url }),
  'an address as a key': (url) => ({ [url]: 1 }),
})
