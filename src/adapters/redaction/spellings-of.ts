/** Longer texts are cut by nobody; shorter ones would be found in ordinary words. */
export const SHORTEST_SECRET = 8

/**
 * How a secret may be written: as it is, escaped for JSON or for an address, byte by byte, in hexadecimal, and in base64 wherever it
 * stands in what was encoded. Longest first, so that none is taken out in part. Other escapes are undone by `readText`.
 */
export function spellingsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret)
  const lines = secret.split(/\r?\n/).filter((line) => line.length >= LONG_LINE)
  const plain = [secret, ...lines, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)]
  const byByte = bytes.toString('latin1')
  const hex = bytes.toString('hex')
  const spellings = [...plain, byByte, byByte.replaceAll(' ', '+'), hex, ...inBase64(bytes)]
  return [...new Set(spellings)]
    .filter((one) => one.length >= SHORTEST_SECRET)
    .sort((a, b) => b.length - a.length)
}

/** Of a key of several lines each such line is as good as the key. */
const LONG_LINE = 40

/**
 * Base64 of a text depends on how many bytes stand before it. What is the same whatever stands around it is left of each of the three:
 * characters that hold bits of the neighbours are cut off at both ends.
 */
export function inBase64(bytes: Buffer): readonly string[] {
  return [0, 1, 2].flatMap((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '')
    const start = before === 0 ? 0 : before + 1
    const isWhole = (before + bytes.length) % 3 === 0
    const kept = encoded.slice(start, isWhole ? undefined : -1)
    return [kept, kept.replaceAll('+', '-').replaceAll('/', '_')]
  })
}
