/**
 * Under these keys stands what a forge calls something that everybody sees already, and by which it is found again: nothing would be found
 * any more where a name is also the value of a variable.
 */
const NAMES: ReadonlySet<string> = new Set([
  'owner',
  'repo',
  'branch',
  'defaultBranch',
  'baseBranch',
  'base',
  'baseBefore',
  'speculation',
  'step_id',
  'marker',
])

/** The same value with every text changed, but names; what is no plain data (bytes, dates) stays as it is. */
export function mapTexts<T>(value: T, change: (text: string) => string): T
export function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value)
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, change))
  if (value instanceof Map) return new Map(mapTexts([...value], change))
  if (!isPlain(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) =>
      NAMES.has(key) && typeof item === 'string' ? [key, item] : [change(key), mapTexts(item, change)],
    ),
  )
}

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
