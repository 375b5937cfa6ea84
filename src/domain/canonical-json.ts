import { storable } from './storable.ts'

/**
 * The one text of a JSON value, whoever writes it: keys sorted by UTF-16 code units, no white space, numbers and strings as
 * ECMAScript writes them, what is undefined left out (RFC 8785). Text, also that of keys, is as a database keeps it (`storable`).
 * Throws for what is not JSON at all (functions, NaN, infinities).
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean') return JSON.stringify(value)
  if (typeof value === 'string') return JSON.stringify(storable(value))
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map((each) => canonicalJson(each ?? null)).join(',')}]`
  if (typeof value === 'object') return `{${members(value).join(',')}}`
  throw new Error(`not JSON: ${String(value)}`)
}

/** The keys are sorted as they are kept: whoever reads them back has the same order. */
function members(value: object): string[] {
  const present = Object.entries(value).filter(([, member]) => member !== undefined)
  const members = new Map<string, unknown>(present.map(([key, member]) => [storable(key), member]))
  return [...members.keys()].sort().map((key) => `${JSON.stringify(key)}:${canonicalJson(members.get(key))}`)
}
