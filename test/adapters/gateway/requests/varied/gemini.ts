import { changesOf, type Shapes } from './shapes.ts'

const PATH = '/v1beta/models/m:generateContent'
const HONEST = { contents: [{ role: 'user', parts: [{ text: 'hello' }] }] }

const said = (...parts: object[]) => ({ contents: [{ role: 'user', parts }] })
const tools = (...list: object[]) => ({ tools: list })
const own = (declaration: object) => tools({ functionDeclarations: [{ name: 'write', ...declaration }] })

export const GEMINI: Shapes = changesOf(PATH, HONEST, {
  'a file by address': (url) => said({ fileData: { fileUri: url, mimeType: 'image/png' } }),
  'a file by address in the other spelling': (url) => said({ file_data: { file_uri: url } }),
  'a file by address in both spellings': (url) => said({ fileData: { file_uri: url } }),
  'a file by address, half camel': (url) => said({ file_data: { fileUri: url } }),
  'a file beside a text': (url) => said({ text: 'a', fileData: { fileUri: url } }),
  'data that is an address': (url) => said({ inlineData: { mimeType: 'image/png', data: url } }),
  'data beside an address': (url) =>
    said({ inlineData: { mimeType: 'image/png', data: 'aGk=', fileUri: url } }),
  'a page as data': (url) =>
    said({ inlineData: { mimeType: 'text/html', data: Buffer.from(url).toString('base64') } }),
  'a drawing as data': (url) =>
    said({ inlineData: { mimeType: 'image/svg+xml', data: Buffer.from(url).toString('base64') } }),
  'a list of addresses as data': (url) =>
    said({ inlineData: { mimeType: 'application/x-mpegURL', data: Buffer.from(url).toString('base64') } }),
  'code to run': (url) => said({ executableCode: { language: 'PYTHON', code: `get("${url}")` } }),
  'a result of code': (url) => said({ codeExecutionResult: { outcome: 'OUTCOME_OK', output: url } }),
  'a file in what a function answered': (url) =>
    said({ functionResponse: { name: 'a', response: {}, parts: [{ fileData: { fileUri: url } }] } }),
  'a file in what a function answered, other spelling': (url) =>
    said({ function_response: { name: 'a', response: {}, parts: [{ file_data: { file_uri: url } }] } }),
  'when a function answers': (url) =>
    said({ functionResponse: { name: 'a', response: {}, scheduling: url } }),
  'a call on a server': (url) => said({ toolCall: { id: 'a', toolType: 'URL_CONTEXT', args: { url } } }),
  'an answer of a server': (url) =>
    said({ toolResponse: { id: 'a', toolType: 'URL_CONTEXT', response: { url } } }),
  'a film': (url) => said({ text: 'a', videoMetadata: { fps: url } }),
  'a part of metadata': (url) => said({ text: 'a', partMetadata: { url } }),
  'parts that are no list': (url) => ({
    contents: [{ role: 'user', parts: { fileData: { fileUri: url } } }],
  }),
  'contents that are no list': (url) => ({
    contents: { role: 'user', parts: [{ fileData: { fileUri: url } }] },
  }),
  'contents that are a list of parts': (url) => ({ contents: [{ fileData: { fileUri: url } }] }),
  'a role that is an address': (url) => ({ contents: [{ role: url, parts: [{ text: 'a' }] }] }),
  'a system prompt with a file': (url) => ({
    systemInstruction: { parts: [{ fileData: { fileUri: url } }] },
  }),
  'a system prompt in the other spelling': (url) => ({
    system_instruction: { parts: [{ file_data: { file_uri: url } }] },
  }),
  'two system prompts': (url) => ({
    systemInstruction: { parts: [{ text: 'a' }] },
    system_instruction: { parts: [{ fileData: { fileUri: url } }] },
  }),
  'two lists of contents': (url) => ({ Contents: [{ parts: [{ fileData: { fileUri: url } }] }] }),
  'a kept cache': (url) => ({ cachedContent: url }),
  'a kept cache in the other spelling': (url) => ({ cached_content: url }),
  'a search': (url) => tools({ googleSearch: { excludeDomains: [url] } }),
  'a search in the other spelling': (url) => tools({ google_search: { exclude_domains: [url] } }),
  'an older search': (url) => tools({ googleSearchRetrieval: { url } }),
  'a search beside functions': (url) => tools({ functionDeclarations: [], googleSearch: { url } }),
  'context by address': (url) => tools({ urlContext: { urls: [url] } }),
  'context by address in the other spelling': (url) => tools({ url_context: { urls: [url] } }),
  'context in capitals': (url) => tools({ URLContext: { urls: [url] } }),
  code: (url) => tools({ codeExecution: { url } }),
  maps: (url) => tools({ googleMaps: { url } }),
  'a search in files': (url) => tools({ fileSearch: { fileSearchStoreNames: [url] } }),
  'a retrieval': (url) => tools({ retrieval: { externalApi: { endpoint: url } } }),
  'a search of a firm': (url) => tools({ enterpriseWebSearch: { url } }),
  'a search by another': (url) => tools({ parallelAiSearch: { url } }),
  'a computer': (url) => tools({ computerUse: { environment: url } }),
  'servers of tools': (url) => tools({ mcpServers: [{ url, streamableHttpTransport: { url } }] }),
  'tools that are an object': (url) => ({ tools: { urlContext: { urls: [url] } } }),
  'a tool by a type': (url) => tools({ type: 'url_context', url }),
  'a schema somewhere else': (url) => own({ parametersJsonSchema: { $ref: url } }),
  'a schema somewhere else in the other spelling': (url) => own({ parameters_json_schema: { $ref: url } }),
  'a schema of schemas somewhere else': (url) => own({ parametersJsonSchema: { $schema: url } }),
  'a schema of an answer somewhere else': (url) => own({ responseJsonSchema: { $ref: url } }),
  'an older schema somewhere else': (url) => own({ parameters: { type: 'OBJECT', $ref: url } }),
  'a behaviour of a function': (url) => own({ behavior: url, endpoint: url }),
  'a choice of tools': (url) => ({ toolConfig: { functionCallingConfig: { mode: 'AUTO', url } } }),
  'where a search looks': (url) => ({ toolConfig: { retrievalConfig: { latLng: { url } } } }),
  'what a server does by itself': (url) => ({ toolConfig: { includeServerSideToolInvocations: true, url } }),
  labels: (url) => ({ labels: { url } }),
  'a guard': (url) => ({ modelArmorConfig: { promptTemplateName: url } }),
  'a form of the answer somewhere else': (url) => ({
    generationConfig: { responseMimeType: 'application/json', responseJsonSchema: { $ref: url } },
  }),
  'a form of the answer in the older field': (url) => ({
    generationConfig: { responseSchema: { $ref: url } },
  }),
  'how it is set, in the other spelling': (url) => ({
    generation_config: { response_json_schema: { $ref: url } },
  }),
  'a voice by address': (url) => ({
    generationConfig: { speechConfig: { voiceConfig: { replicatedVoiceConfig: { url } } } },
  }),
  'images as the answer': (url) => ({
    generationConfig: { responseModalities: ['IMAGE'], imageConfig: { outputGcsUri: url } },
  }),
  'a routing of models': (url) => ({ generationConfig: { routingConfig: { autoMode: { url } } } }),
  'a model in the body': (url) => ({ model: `models/${url}` }),
  'safety by address': (url) => ({ safetySettings: [{ category: url, threshold: 'OFF' }] }),
  'an answer that is kept': (url) => ({ store: true, labels: { url } }),
  'the wrapping of a client': (url) => ({ request: said({ fileData: { fileUri: url } }), project: url }),
  'an address as a key': (url) => ({ [url]: 1 }),
})
