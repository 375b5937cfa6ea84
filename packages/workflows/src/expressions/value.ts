import { data } from '@actions/expressions'
import { Kind } from '@actions/expressions/data/expressiondata'

/** What a workflow expression can hold: JSON, as on GitHub. */
export type Value = string | number | boolean | null | readonly Value[] | { readonly [key: string]: Value }

export type Contexts = Readonly<Record<string, Value>>

/** False, 0, the empty string and null are falsy; everything else, also an empty list, is true. */
export function isTruthy(value: Value): boolean {
  return !(value === false || value === 0 || value === '' || value === null || Number.isNaN(value))
}

/** As the evaluator has it. */
export function dataOf(value: Value): data.ExpressionData {
  if (value === null) return new data.Null()
  if (typeof value === 'string') return new data.StringData(value)
  if (typeof value === 'number') return new data.NumberData(value)
  if (typeof value === 'boolean') return new data.BooleanData(value)
  if (isList(value)) return new data.Array(...value.map(dataOf))
  return new data.Dictionary(...Object.entries(value).map(([key, one]) => ({ key, value: dataOf(one) })))
}

export function plainValue(of: data.ExpressionData): Value {
  switch (of.kind) {
    case Kind.Null:
      return null
    case Kind.Array:
      return of.values().map(plainValue)
    case Kind.Dictionary:
      return Object.fromEntries(of.pairs().map(({ key, value }) => [key, plainValue(value)]))
    default:
      return of.value
  }
}

/** `Array.isArray` alone does not say what is in it. */
export function isList(value: object): value is readonly Value[] {
  return Array.isArray(value)
}
