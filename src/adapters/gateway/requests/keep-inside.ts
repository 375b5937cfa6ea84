import { type Fields, fields, isFields, list, textOf } from '../json.ts'
import type { Dialect } from '../route.ts'

export type KeptInside =
  | { readonly kind: 'fine'; readonly body: Fields; readonly changed: boolean }
  | { readonly kind: 'refused'; readonly detail: string }

/**
 * Providers fetch pages, search the web and call servers for whoever asks. An agent whose sandbox has no network must not get one
 * through its model, so such tools are taken out of a request, and a request that asks for nothing else is refused.
 */
export function keepInside(dialect: Dialect, body: Fields): KeptInside {
  const [wish] = WISHES.filter((key) => body[key] !== undefined && body[key] !== null)
  if (wish !== undefined && list(body[wish]).length + Object.keys(fields(body[wish])).length > 0) {
    return refused(`"${wish}" of a request`)
  }
  if (linksOf(dialect, body).some((link) => REMOTE.test(link))) {
    return refused('an address that the provider would fetch')
  }
  const given = list(body.tools)
  const tools = given.flatMap((tool) => insideOf(dialect, tool))
  const changed = JSON.stringify(tools) !== JSON.stringify(given)
  if (changed && tools.length === 0) return refused('a tool of the provider that reaches the network')
  return { kind: 'fine', body: changed ? { ...body, tools } : body, changed }
}

function refused(what: string): KeptInside {
  return { kind: 'refused', detail: `${what} is not passed on: an attempt has no network but its model` }
}

/**
 * Fields beside `tools` that make a provider reach the network: MCP servers of Anthropic, web search of Chat Completions and of
 * OpenRouter.
 */
const WISHES = ['mcp_servers', 'web_search_options', 'plugins']

const REMOTE = /^\s*(?:https?|gs|s3|ftp):/i

const REACHING_TYPES =
  /^(?:web_search|web_fetch|mcp|code_interpreter|code_execution|file_search|image_generation|x_search|openrouter:)/

const REACHING_KEYS = new Set([
  'googleSearch',
  'google_search',
  'googleSearchRetrieval',
  'google_search_retrieval',
  'enterpriseWebSearch',
  'enterprise_web_search',
  'urlContext',
  'url_context',
  'codeExecution',
  'code_execution',
  'fileSearch',
  'file_search',
  'googleMaps',
  'google_maps',
  'retrieval',
  'mcpServers',
  'mcp_servers',
])

/** The tool without what reaches out; an empty list when nothing is left of it. */
function insideOf(dialect: Dialect, tool: unknown): readonly unknown[] {
  if (!isFields(tool)) return [tool]
  if (dialect !== 'gemini') return REACHING_TYPES.test(textOf(tool.type) ?? '') ? [] : [tool]
  const kept = Object.entries(tool).filter(([key]) => !REACHING_KEYS.has(key))
  return kept.length === 0 && Object.keys(tool).length > 0 ? [] : [Object.fromEntries(kept)]
}

/** Addresses where a dialect lets a message hold one. Arguments and results of tools are text to the provider. */
function linksOf(dialect: Dialect, body: Fields): string[] {
  switch (dialect) {
    case 'messages':
      return partsOf(body.messages, 'content')
        .flatMap((part) => [part, ...list(part.content).map(fields)])
        .map((part) => fields(part.source).url)
        .filter(isText)
    case 'responses':
      return [...partsOf(body.input, 'content'), ...partsOf(body.input, 'output')]
        .flatMap((part) => [part.image_url, part.file_url])
        .filter(isText)
    case 'chat':
      return partsOf(body.messages, 'content')
        .flatMap((part) => [fields(part.image_url).url, part.image_url])
        .filter(isText)
    case 'gemini':
      return partsOf(body.contents, 'parts')
        .flatMap((part) => [fields(part.fileData).fileUri, fields(part.file_data).file_uri])
        .filter(isText)
    default:
      return dialect satisfies never
  }
}

function partsOf(messages: unknown, key: string): Fields[] {
  return list(messages).flatMap((message) => list(fields(message)[key]).map(fields))
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}
