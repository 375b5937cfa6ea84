import { readJson } from '../../files/read-data.ts'

/** Nobody nests deeper, and what compares goes down by itself. */
const MAX_DEPTH = 500
const TOKENS = /"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*[^*]*\*+(?:[^/*][^*]*\*+)*\/|[{}[\]:,]/g
/** What is no JSON is read as YAML, which takes long. */
const MAX_LENIENT = 50_000

/** Undefined also where a key stands twice: which of them counts is for each reader to say; and where it is nested too deeply. */
export function readJsonStrictly(text: string): unknown {
  if (!isPlain(text)) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return text.length > MAX_LENIENT ? undefined : readJson(text)
  }
}

/** Read once from the start to the end. */
function isPlain(text: string): boolean {
  const open: (Set<string> | undefined)[] = []
  let last = ''
  for (const [token] of text.matchAll(TOKENS)) {
    if (token.startsWith('/')) continue
    if (token === '{' || token === '[') {
      if (open.push(token === '{' ? new Set() : undefined) > MAX_DEPTH) return false
    } else if (token === '}' || token === ']') open.pop()
    else if (token === ':') {
      const keys = open.at(-1)
      const key = unescaped(last)
      if (keys?.has(key)) return false
      keys?.add(key)
    }
    last = token
  }
  return true
}

function unescaped(token: string): string {
  try {
    return token.includes('\\') ? String(JSON.parse(token)) : token.slice(1, -1)
  } catch {
    return token
  }
}
