import type { Value } from './value.ts'

/** What YAML or JSON holds, as expressions know it. */
export function asValue(plain: unknown): Value {
  if (typeof plain === 'string' || typeof plain === 'number' || typeof plain === 'boolean') return plain
  if (typeof plain !== 'object' || plain === null) return null
  if (Array.isArray(plain)) return plain.map(asValue)
  return Object.fromEntries(Object.entries(plain).map(([key, value]) => [key, asValue(value)]))
}
