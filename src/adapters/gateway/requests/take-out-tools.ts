import { type Fields, isFields, list, textOf } from '../json.ts'
import type { Dialect } from '../route.ts'

/**
 * Tools that a provider would run itself, with a network, and that well-known agents put into every request. They are taken out, since
 * those agents could not work otherwise; where nothing else is asked for, they stay and are refused like any other.
 */
const TAKEN_OUT: Readonly<Record<Dialect, ReadonlySet<string>>> = {
  messages: new Set(['web_search_20250305', 'web_search_20260209', 'web_search_20260318']),
  responses: new Set(['web_search', 'web_search_preview', 'image_generation']),
  chat: new Set(),
  // Here it is the name of a field.
  gemini: new Set(['googleSearch', 'urlContext']),
}

export function takeOutTools(dialect: Dialect, body: Fields): Fields {
  const kept = list(body.tools).flatMap((tool) => withoutHosted(dialect, tool))
  return kept.length === 0 ? body : { ...body, tools: kept }
}

/** Empty where nothing is left of the tool. */
function withoutHosted(dialect: Dialect, tool: unknown): readonly unknown[] {
  const names = TAKEN_OUT[dialect]
  if (!isFields(tool)) return [tool]
  if (dialect !== 'gemini') return names.has(textOf(tool.type) ?? '') ? [] : [tool]
  const kept = Object.entries(tool).filter(([name]) => !names.has(name))
  return kept.length === 0 && Object.keys(tool).length > 0 ? [] : [Object.fromEntries(kept)]
}
