/**
 * The keys whose value is not undefined, in their order: for `...withoutUndefined({ name, line })`. The domain of the server has its own,
 * because it may import no package that talks to the machine.
 */
export function withoutUndefined<T extends object>(
  values: T,
): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  const known = Object.entries(values).filter(([, value]) => value !== undefined)
  return Object.fromEntries(known) as { [Key in keyof T]?: Exclude<T[Key], undefined> }
}
