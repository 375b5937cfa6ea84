/** What a workflow expression can hold: JSON, as on GitHub. */
export type Value = string | number | boolean | null | readonly Value[] | { readonly [key: string]: Value }

export type Contexts = Readonly<Record<string, Value>>

/** False, 0, the empty string and null are falsy; everything else, also an empty list, is true. */
export function isTruthy(value: Value): boolean {
  return !(value === false || value === 0 || value === '' || value === null || Number.isNaN(value))
}

/** How a value reads inside a string: null is nothing, and lists and objects are only named. */
export function asText(value: Value): string {
  if (value === null) return ''
  if (Array.isArray(value)) return 'Array'
  if (typeof value === 'object') return 'Object'
  return String(value)
}

/** GitHub compares text without regard to case, and values of different kinds as numbers. */
export function looselyEqual(left: Value, right: Value): boolean {
  if (typeof left === 'string' && typeof right === 'string') return left.toLowerCase() === right.toLowerCase()
  if (typeof left === 'object' && typeof right === 'object') return left === right
  return asNumber(left) === asNumber(right)
}

export function asNumber(value: Value): number {
  if (value === null) return 0
  if (typeof value === 'boolean') return value ? 1 : 0
  if (typeof value === 'number') return value
  if (typeof value === 'string') return value.trim() === '' ? 0 : Number(value)
  return Number.NaN
}
