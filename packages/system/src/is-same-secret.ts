import { timingSafeEqual } from 'node:crypto'

/** Whether it was guessed right, without saying by the time it takes how much of it was. */
export function isSameSecret(given: string, secret: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(secret)]
  return a.length === b.length && timingSafeEqual(a, b)
}
