import { asMapping, type Mapping } from './as-mapping.ts'

/** What `value` says, and of `under` what it does not say. Mappings are taken key by key; a list or a single value takes the place of another whole. */
export function mergedOver(under: unknown, value: unknown): unknown {
  if (value === undefined) return under
  const [below, above] = [asMapping(under), asMapping(value)]
  if (!below || !above) return value
  const keys = new Set([...Object.keys(below), ...Object.keys(above)])
  const merged: Mapping = Object.fromEntries(
    [...keys].map((key) => [key, mergedOver(ownOf(below, key), ownOf(above, key))]),
  )
  return merged
}

function ownOf(mapping: Mapping, key: string): unknown {
  return Object.hasOwn(mapping, key) ? mapping[key] : undefined
}
