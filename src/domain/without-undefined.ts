/**
 * The keys whose value is not undefined, in their order: for `...withoutUndefined({ name, line })`. A key that is undefined and one
 * that is not there are two things to a type (`exactOptionalPropertyTypes`), to a strict schema and to canonical JSON.
 */
export function withoutUndefined<T extends object>(
  values: T,
): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  const known = Object.entries(values).filter(([, value]) => value !== undefined)
  return Object.fromEntries(known) as { [Key in keyof T]?: Exclude<T[Key], undefined> }
}
