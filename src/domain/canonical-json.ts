/**
 * The one text of a JSON value, whoever writes it: keys sorted by UTF-16 code units, no white space, numbers and strings as
 * ECMAScript writes them, what is undefined left out (RFC 8785). Text that a database cannot keep is as it keeps it: NUL and
 * halves of surrogate pairs become U+FFFD. Throws for what is not JSON at all (functions, NaN, infinities).
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean') return JSON.stringify(value)
  if (typeof value === 'string') return JSON.stringify(value.replaceAll('\u0000', '\uFFFD').toWellFormed())
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map((each) => canonicalJson(each ?? null)).join(',')}]`
  if (typeof value === 'object') return `{${members(value).join(',')}}`
  throw new Error(`not JSON: ${String(value)}`)
}

function members(value: object): string[] {
  const members = new Map<string, unknown>(Object.entries(value))
  return [...members.keys()].sort().flatMap((key) => {
    const member = members.get(key)
    return member === undefined ? [] : `${canonicalJson(key)}:${canonicalJson(member)}`
  })
}
