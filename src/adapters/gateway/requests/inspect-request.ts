import { type Fields, fields, isFields, parseJson, textOf } from '../json.ts'
import type { Route } from '../route.ts'
import { estimateInput } from '../tokens.ts'
import { keepInside } from './keep-inside.ts'

export type InspectResult =
  | {
      readonly kind: 'fine'
      readonly model: string
      /** What is sent to the provider. */
      readonly body: Buffer
      /** A low estimate of the tokens that it holds. */
      readonly input: number
    }
  | { readonly kind: 'refused'; readonly status: number; readonly detail: string }

/**
 * Reads what must be known of a call before it is passed on. The body is passed on as it is, with two exceptions: a stream
 * of Chat Completions is asked to tell its usage, which otherwise no byte of it would, and tools of the provider that
 * reach the network are taken out.
 */
export function inspectRequest(route: Route, body: Buffer): InspectResult {
  if (route.kind === 'models') return { kind: 'fine', model: '', body: Buffer.alloc(0), input: 0 }
  const parsed = parseJson(body.toString())
  if (!isFields(parsed)) return { kind: 'refused', status: 400, detail: 'the request is not a JSON object' }
  if (parsed.background === true) {
    const detail = 'answers in the background are not passed on: nobody could count them'
    return { kind: 'refused', status: 403, detail }
  }
  const kept = keepInside(route.dialect, parsed)
  if (kept.kind === 'refused') return { kind: 'refused', status: 403, detail: kept.detail }
  const inside = kept.changed ? Buffer.from(JSON.stringify(kept.body)) : body
  return {
    kind: 'fine',
    model: route.model ?? textOf(parsed.model) ?? '',
    body: route.dialect === 'chat' && parsed.stream === true ? askForUsage(kept.body, inside) : inside,
    input: estimateInput(parsed),
  }
}

/** Puts the option in front, so that every other byte stays; only a request that has such options is written anew. */
function askForUsage(parsed: Fields, body: Buffer): Buffer {
  if (fields(parsed.stream_options).include_usage === true) return body
  const stream_options = { ...fields(parsed.stream_options), include_usage: true }
  if (parsed.stream_options !== undefined) return Buffer.from(JSON.stringify({ ...parsed, stream_options }))
  const text = body.toString()
  const start = text.indexOf('{') + 1
  const option = `"stream_options":${JSON.stringify(stream_options)},`
  return Buffer.from(text.slice(0, start) + option + text.slice(start))
}
