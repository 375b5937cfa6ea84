export type Mapping = Readonly<Record<string, unknown>>

/** Undefined for everything else, lists included. */
export function asMapping(value: unknown): Mapping | undefined {
  const isMapping = typeof value === 'object' && value !== null && !Array.isArray(value)
  return isMapping ? { ...value } : undefined
}

/** Text, numbers and booleans as text. */
export function asText(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined
}
