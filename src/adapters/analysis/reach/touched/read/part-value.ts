import { asMapping, type Mapping } from '../../files/read-data.ts'
import { isElsewhere } from './read-origins.ts'

/** What lies under a dotted key, whose names may hold dots themselves, in a form that two sides can be compared by. */
export function partValue(data: unknown, part: string): string {
  const [key, wanted] = part.includes('=') ? halves(part) : [part.replace(/[+~]$/, ''), undefined]
  const found = findAll(data, key)
  if (wanted !== undefined) return String(found.some((one) => one === wanted))
  if (part.endsWith('~')) return canonical(found.filter((one) => !isVersion(one)))
  return canonical(found)
}

/** True for `key+` where the list of before is still there, in its order, and nothing that came takes away. */
export function onlyGrows(before: unknown, after: unknown, part: string): boolean {
  if (!part.endsWith('+')) return false
  const [was] = findAll(before, part.slice(0, -1)).map(listOf)
  const [is] = findAll(after, part.slice(0, -1)).map(listOf)
  if (!was || !is) return false
  const rest = was.map(canonical).values()
  let next = rest.next()
  for (const one of is.map(canonical)) {
    if (!next.done && next.value === one) next = rest.next()
    else if (/^"[!-]/.test(one)) return false
  }
  return next.done === true
}

function halves(part: string): readonly [string, string] {
  const at = part.indexOf('=')
  return [part.slice(0, at), part.slice(at + 1)]
}

/** Everything that a dotted key may mean. */
export function findAll(data: unknown, path: string): readonly unknown[] {
  if (path.includes('*')) return findAny(data, path)
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return []
  const at = (key: string): unknown => (Object.hasOwn(data, key) ? Reflect.get(data, key) : undefined)
  const found = Object.hasOwn(data, path) ? [at(path)] : []
  for (let dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1))
    found.push(...findAll(at(path.slice(0, dot)), path.slice(dot + 1)))
  return found
}

function findAny(data: unknown, path: string): readonly unknown[] {
  return Object.entries(asMapping(data)).flatMap(([key, value]): readonly unknown[] => {
    if (path.startsWith(`${key}.`)) return findAll(value, path.slice(key.length + 1))
    return isLike(key, path) ? [{ [key]: value }] : []
  })
}

/** `*` is any text, wherever it stands. */
function isLike(key: string, pattern: string): boolean {
  const [start = '', ...rest] = pattern.split('*')
  const end = rest.at(-1) ?? ''
  if (!key.startsWith(start) || !key.endsWith(end)) return false
  let at = start.length
  for (const one of rest) {
    const found = key.indexOf(one, at)
    if (found < 0) return false
    at = found + one.length
  }
  return true
}

/** A list of XML elements is a mapping of one name to some. */
function listOf(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value
  const values = Object.values(asMapping(value))
  const [only] = values
  if (values.length !== 1) return undefined
  return Array.isArray(only) ? only : [only]
}

/** `^1.2.0`, `latest`, `catalog:`; what names a folder, an address or another package is none. */
function isVersion(value: unknown): boolean {
  if (isElsewhere(value)) return false
  const mapping = asMapping(value)
  if (mapping.workspace === true) return true
  const text = typeof value === 'object' && value !== null ? mapping.version : value
  return typeof text === 'string' && (/^[\w\s.^~<>=|*+-]*$/.test(text) || text.startsWith('catalog:'))
}

/** Equal for equal data, in whatever order its keys stand. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null || value instanceof Date)
    return JSON.stringify(String(value))
  const mapping: Mapping = asMapping(value)
  const entries = Object.keys(mapping).sort()
  return `{${entries.map((key) => `${JSON.stringify(key)}:${canonical(mapping[key])}`).join(',')}}`
}
