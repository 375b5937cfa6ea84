import { createHash, randomInt, timingSafeEqual } from 'node:crypto'

/** Without letters and digits that look alike. */
const SIGNS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'
const GROUPS = 4
const LENGTH = 5

/** A secret that a person can type: 100 bits, as `XXXXX-XXXXX-XXXXX-XXXXX`. */
export function newCode(): string {
  const sign = () => SIGNS[randomInt(SIGNS.length)] ?? ''
  const group = () => Array.from({ length: LENGTH }, sign).join('')
  return Array.from({ length: GROUPS }, group).join('-')
}

/** In constant time; capitals, blanks and hyphens do not count. */
export function isCode(given: string, code: string): boolean {
  return timingSafeEqual(digestOf(given), digestOf(code))
}

function digestOf(text: string): Buffer {
  return createHash('sha256')
    .update(text.toUpperCase().replaceAll(/[^A-Z0-9]/g, ''))
    .digest()
}
