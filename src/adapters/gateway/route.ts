/** The four APIs that agents speak. */
export type Dialect = 'messages' | 'responses' | 'chat' | 'gemini'

/** A call that may be passed on. */
export interface Route {
  readonly dialect: Dialect
  /** generate: costs tokens; count: asks what a request would cost; models: lists what there is. */
  readonly kind: 'generate' | 'count' | 'models'
  /** Path and query as they are passed on, to be appended to the provider's address. */
  readonly target: string
  /** Gemini names the model in the path. */
  readonly model: string | undefined
}

/**
 * The key is good for much more than answers (files, batches, administration), so only these paths are passed on, and of
 * their query only what is known to be harmless: `fields` of Gemini, for one, could leave the usage out of an answer.
 * Absolute addresses match nothing, so a call cannot be led elsewhere.
 */
export function routeOf(method: string, url: string): Route | undefined {
  const [path = '', query = ''] = url.split('?', 2)
  const route = ROUTES.find((route) => route.method === method && route.path.test(path))
  if (route === undefined) return undefined
  const { dialect, kind } = route
  const model = route.path.exec(path)?.groups?.model
  return { dialect, kind, model, target: path + harmless(query) }
}

const VERSION = '(?:/v1|/v1beta|/v1alpha)?'
const MODEL = '(?<model>[A-Za-z0-9][A-Za-z0-9._-]{0,199})'

const ROUTES = [
  post('messages', 'generate', '/messages'),
  post('messages', 'count', '/messages/count_tokens'),
  post('responses', 'generate', '/responses'),
  post('chat', 'generate', '/chat/completions'),
  post('gemini', 'generate', `/models/${MODEL}:(?:generateContent|streamGenerateContent)`),
  post('gemini', 'count', `/models/${MODEL}:countTokens`),
  {
    ...post('chat', 'models', `/models(?:/${MODEL})?`),
    method: 'GET',
  },
]

function post(dialect: Dialect, kind: Route['kind'], path: string) {
  return { method: 'POST', dialect, kind, path: new RegExp(`^${VERSION}${path}$`) }
}

const HARMLESS: Readonly<Record<string, RegExp>> = {
  alt: /^(?:sse|json)$/,
  beta: /^true$/,
  'api-version': /^[\w.-]{1,40}$/,
  client_version: /^[\w.-]{1,40}$/,
  limit: /^\d{1,5}$/,
  pageSize: /^\d{1,5}$/,
  pageToken: /^[\w.=-]{1,500}$/,
  after_id: /^[\w.-]{1,200}$/,
  before_id: /^[\w.-]{1,200}$/,
}

function harmless(query: string): string {
  const kept = [...new URLSearchParams(query)].filter(
    ([name, value]) => Object.hasOwn(HARMLESS, name) && HARMLESS[name]?.test(value) === true,
  )
  return kept.length === 0 ? '' : `?${new URLSearchParams(kept)}`
}
