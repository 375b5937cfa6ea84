export const NO_OBJECT = '0'.repeat(40)

export interface RefUpdate {
  readonly name: string
  /** `NO_OBJECT` asserts that the ref does not exist; undefined asserts nothing. */
  readonly before: string | undefined
  /** `NO_OBJECT` deletes. */
  readonly after: string
}

/** As git-check-ref-format(1) has it, for full names. */
export function isRefName(name: string): boolean {
  const parts = name.split('/')
  if (parts.length < 2 || name.endsWith('.') || /\.\.|@\{/.test(name)) return false
  return parts.every(
    (part) => /^[^.\0-\x20\x7f~^:?*[\\][^\0-\x20\x7f~^:?*[\\]*$/.test(part) && !part.endsWith('.lock'),
  )
}
