import { keysWrittenTwice } from '@speculate-dev/workflows'
import { parse as parseToml } from 'smol-toml'
import { parseDocument } from 'yaml'

export type Mapping = Readonly<Record<string, unknown>>

/** The data of a file that somebody else wrote; undefined where it is none. Never throws, whatever it is made of. */
export function readYaml(text: string | undefined): unknown {
  return attempt(text, (source) => {
    const document = parseDocument(source, { prettyErrors: false, uniqueKeys: false, logLevel: 'silent' })
    return document.errors.length > 0 || keysWrittenTwice(document).length > 0
      ? undefined
      : document.toJS({ maxAliasCount: 50 })
  })
}

export function readToml(text: string | undefined): unknown {
  return attempt(text, (source) => parseToml(source, { maxDepth: 100 }))
}

/** With comments and commas at the end, as many tools allow them. */
export function readJson(text: string | undefined): unknown {
  return attempt(text, (source) => {
    try {
      return JSON.parse(source)
    } catch {
      return readYaml(withoutComments(source))
    }
  })
}

function attempt(text: string | undefined, read: (text: string) => unknown): unknown {
  if (text === undefined) return undefined
  try {
    return read(text)
  } catch {
    // No such text, nested deeper than the stack, or made of aliases to grow.
    return undefined
  }
}

function withoutComments(text: string): string {
  return text.replace(/"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*[^*]*\*+(?:[^/*][^*]*\*+)*\//g, (part) =>
    part.startsWith('"') ? part : ' ',
  )
}

export function asMapping(value: unknown): Mapping {
  const isMapping = typeof value === 'object' && value !== null && !Array.isArray(value)
  return isMapping ? { ...value } : {}
}

export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]
}

export function asText(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined
}

/** What lies under keys within keys. */
export function dig(value: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce((found, key) => {
    const mapping = asMapping(found)
    return Object.hasOwn(mapping, key) ? mapping[key] : undefined
  }, value)
}
