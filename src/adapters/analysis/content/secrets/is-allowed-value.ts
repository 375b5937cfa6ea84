import { sha256 } from '../../../../domain/sha256.ts'

/**
 * Whether the base says that this value is not a secret: by the exact value, or by `sha256:` and its SHA-256. What is found may hold more
 * than the value, such as the name that it is given, so that each of its parts is looked at as well; a part of a value is none.
 */
export function isAllowedValue(found: string, allowed: readonly string[]): boolean {
  if (allowed.length === 0) return false
  const known = new Set(allowed)
  return partsOf(found).some(
    (part) => known.has(part) || known.has(`sha256:${sha256(Buffer.from(part, 'utf8'))}`),
  )
}

function partsOf(found: string): readonly string[] {
  const whole = found.trim()
  // A key of several lines is one value, however its lines end.
  const parts = whole.includes('\n') ? [whole.replaceAll('\r\n', '\n')] : whole.split(/[\s"'`=,;()[\]{}<>]+/)
  const named = /^[\w.-]{1,60}\s{0,4}[:=]+\s{0,4}["']?([^"'\s]+)["']?$/.exec(whole)?.[1]
  return [whole, ...parts, ...(named === undefined ? [] : [named])].filter((part) => part.length >= 6)
}
