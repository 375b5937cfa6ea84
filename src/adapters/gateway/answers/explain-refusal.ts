import { fields, list, parseJson } from '../json.ts'
import type { GatewayProvider } from '../requests/headers.ts'
import { errorOf, type ReportedError } from './read-answer.ts'

/** A refusal of the provider, as it came. */
export interface ProviderRefusal {
  readonly status: number
  readonly model: string
  readonly error: ReportedError
}

/** The error in the body of a refusal; Gemini may wrap it into a list. */
export function readRefusal(body: string): ReportedError {
  const parsed = parseJson(body)
  return errorOf(fields(Array.isArray(parsed) ? list(parsed)[0] : parsed).error)
}

/**
 * One sentence that says what the operator has to do. The provider's own words are only in the transcript: some repeat
 * the key in them.
 */
export function explainRefusal(
  { status, model, error }: ProviderRefusal,
  { variable, renewal = `set ${variable} to a valid one` }: GatewayProvider,
): string {
  const said = `${error.code} ${error.message}`.toLowerCase()
  if (status === 401 || said.includes('api_key_invalid') || said.includes('invalid_api_key')) {
    return `the model's provider refused the key in ${variable} (${status}): ${renewal}`
  }
  if (said.includes('insufficient_quota') || status === 402 || QUOTA.test(error.message)) {
    return `the quota or credit behind the key in ${variable} is used up (${status}): raise it at the provider, or set another key`
  }
  if (status === 403) {
    return `the model's provider does not allow the key in ${variable} to use the model ${named(model)} (403)`
  }
  if (status === 404) {
    return `the model's provider does not know the model ${named(model)} (404): correct "model" or "base_url" of the toolchain`
  }
  if (status === 429) {
    return `the model's provider limits the rate of the key in ${variable} (429): lower the toolchain's "concurrency", or raise the limit there`
  }
  if (status >= 500) return `the model's provider failed (${status}): try again later`
  if (status < 400)
    return `the model's provider broke off an answer (${wordOf(error) || 'an error'}): its transcript says why`
  return `the model's provider refused a call (${[status, wordOf(error)].filter(Boolean).join(', ')}): its transcript says why`
}

const QUOTA = /credit balance|billing|exceeded your (?:current|monthly) (?:quota|usage)|quota exceeded/i

function named(model: string): string {
  return `"${model.replace(/[^\w./:@-]/g, '').slice(0, 100)}"`
}

function wordOf({ code }: ReportedError): string {
  return code.replace(/[^\w.-]/g, '').slice(0, 60)
}
