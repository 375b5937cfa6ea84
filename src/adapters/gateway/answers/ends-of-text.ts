/** Keeps the beginning and the end of what passes, so that memory stays bounded. */
export interface EndsOfText {
  add(chunk: Buffer): void
  bytes(): number
  text(): string
}

export function endsOfText(first: number, last: number): EndsOfText {
  const head: Buffer[] = []
  let tail: Buffer = Buffer.alloc(0)
  let bytes = 0
  return {
    add(chunk) {
      const room = Math.max(0, first - bytes)
      bytes += chunk.length
      // Copies: a slice would keep the whole chunk alive.
      if (room > 0) head.push(Buffer.from(chunk.subarray(0, room)))
      const rest = chunk.subarray(room)
      if (rest.length > 0) tail = Buffer.concat([tail, rest.subarray(-last)]).subarray(-last)
    },
    bytes: () => bytes,
    text() {
      const left = bytes - Math.min(bytes, first) - tail.length
      const [begin, end] = [Buffer.concat(head).toString(), tail.toString()]
      if (left <= 0) return begin + end
      // Only whole words are kept: half a secret would not be recognised as one, and would still disclose half of it.
      const whole = begin.slice(0, Math.max(...BREAKS.map((sign) => begin.lastIndexOf(sign))) + 1)
      const next = end.search(/[\s"',;]/)
      return `${whole}\n[${left} bytes or more left out]\n${next === -1 ? '' : end.slice(next)}`
    },
  }
}

const BREAKS = [' ', '\t', '\r', '\n', '"', "'", ',', ';']
