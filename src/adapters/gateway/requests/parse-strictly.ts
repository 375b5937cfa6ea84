import { isUtf8 } from 'node:buffer'
import { type Fields, isFields, parseJson } from '../json.ts'

export type StrictParse =
  | { readonly kind: 'parsed'; readonly body: Fields }
  | { readonly kind: 'refused'; readonly detail: string }

/**
 * The JSON object of a body that every parser reads alike. Where parsers differ (a name that is written twice, bytes that are no UTF-8,
 * `__proto__`), what is judged here would not be what the provider reads.
 */
export function parseStrictly(bytes: Buffer): StrictParse {
  if (!isUtf8(bytes)) return refused('the request is not UTF-8')
  const text = bytes.toString()
  const ambiguity = findAmbiguity(text)
  if (ambiguity !== undefined) return refused(ambiguity)
  const body = parseJson(text)
  return isFields(body) ? { kind: 'parsed', body } : refused('the request is not a JSON object')
}

function refused(detail: string): StrictParse {
  return { kind: 'refused', detail }
}

/** Far above what agents send (some 10,000 values in a megabyte), and far below what would keep this process busy. */
const DEEPEST = 100
const MOST_VALUES = 100_000
const MOST_NAMES = 5_000

/** Names of the objects that are open at one place of the text; undefined for a list. */
type Open = Set<string> | undefined

/** Looks at the text without parsing it; what is not JSON may pass here. */
function findAmbiguity(text: string): string | undefined {
  const open: Open[] = []
  let values = 0
  for (let at = 0; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case QUOTE: {
        const end = endOfText(text, at)
        const trouble = isName(text, end) ? nameTrouble(text.slice(at, end), open.at(-1)) : undefined
        if (trouble !== undefined) return trouble
        at = end - 1
        break
      }
      case BRACE:
      case BRACKET:
        if (open.push(text.charCodeAt(at) === BRACE ? new Set() : undefined) > DEEPEST)
          return `the request is nested deeper than ${DEEPEST} levels`
        break
      case BRACE + 2:
      case BRACKET + 2:
        open.pop()
        break
      case COMMA:
        values += 1
        if (values > MOST_VALUES) return `the request holds more than ${MOST_VALUES} values`
        break
    }
  }
  return undefined
}

const [QUOTE, COMMA, BRACKET, BRACE, COLON, BACKSLASH] = [0x22, 0x2c, 0x5b, 0x7b, 0x3a, 0x5c]

/** The place after the quote that ends the text. */
function endOfText(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let before = end
    while (text.charCodeAt(before - 1) === BACKSLASH) before -= 1
    if ((end - before) % 2 === 0) return end + 1
  }
  return text.length
}

/** In JSON a text is a name where a colon follows. */
function isName(text: string, end: number): boolean {
  let at = end
  while (at < text.length && ' \t\r\n'.includes(text.charAt(at))) at += 1
  return text.charCodeAt(at) === COLON
}

function nameTrouble(quoted: string, names: Open): string | undefined {
  const name = quoted.includes('\\') ? parseJson(quoted) : quoted.slice(1, -1)
  if (typeof name !== 'string' || names === undefined) return undefined
  if (name === '__proto__') return 'the name `__proto__` is not passed on: parsers read it in different ways'
  if (names.has(name))
    return `\`${shown(name)}\` is written twice: which of them counts depends on the parser`
  if (names.add(name).size > MOST_NAMES) return `an object of the request has more than ${MOST_NAMES} fields`
  return undefined
}

/** Short and printable, for a sentence. */
export function shown(text: string): string {
  return text.replace(/[^\x20-\x7e]|`/g, '?').slice(0, 100)
}
