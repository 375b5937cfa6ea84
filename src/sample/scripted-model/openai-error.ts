import type { Dialect, ScriptedError } from './dialect.ts'

/** Both dialects of OpenAI report errors in the same way. */
export const openaiError: Dialect['error'] = (kind) => {
  const [status, type, code, message] = ERRORS[kind]
  return { status, body: { error: { message, type, param: null, code } } }
}

const ERRORS: Readonly<Record<ScriptedError, readonly [number, string, string | null, string]>> = {
  'wrong-key': [401, 'invalid_request_error', 'invalid_api_key', 'Incorrect API key provided.'],
  forbidden: [403, 'invalid_request_error', null, 'This key may not use this model.'],
  quota: [429, 'insufficient_quota', 'insufficient_quota', 'You exceeded your current quota.'],
  'rate-limit': [429, 'requests', 'rate_limit_exceeded', 'Rate limit reached.'],
  'unknown-model': [404, 'invalid_request_error', 'model_not_found', 'The model does not exist.'],
  internal: [500, 'server_error', null, 'The server had an error.'],
  overloaded: [503, 'server_error', null, 'The engine is overloaded.'],
}
