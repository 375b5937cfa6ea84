import { inflateSync, unzipSync } from 'node:zlib'

/** Text in base64, on one line or on lines of the same length; hexadecimal looks like it. */
export const ENCODED = /(?:[A-Za-z0-9+/]{60,76}\r?\n[ \t]*){0,1000}[A-Za-z0-9+/_-]{24,}/g

const NO_TEXT = /[^\P{Cc}\t\n\r]|\ufffd/u
/** So much is looked at first. */
const HEAD = 24
/** What is packed may be far larger than it looks: of one text no more than so many bytes are unpacked. */
const MOST_UNPACKED = 131_072

/** The texts that something may be once it is decoded. */
export type DecodingsOf = (encoded: string) => readonly string[]

export function decodingsWithin(mostUnpacked = MOST_UNPACKED): DecodingsOf {
  let left = mostUnpacked
  const unpacked = (bytes: Buffer, unpack: typeof inflateSync) => {
    try {
      const whole = unpack(bytes, { maxOutputLength: Math.max(1, left) })
      left -= whole.length
      return [whole.toString()]
    } catch {
      return []
    }
  }
  return (encoded) =>
    CODES.filter(({ form }) => form.test(encoded)).flatMap(({ name }) => {
      const head = Buffer.from(encoded.slice(0, HEAD), name)
      const bytes = () => Buffer.from(encoded, name)
      if (head[0] === 0x1f && head[1] === 0x8b) return unpacked(bytes(), unzipSync)
      if (head[0] === 0x78 && ((head[1] ?? 0) | 0x7800) % 31 === 0) return unpacked(bytes(), inflateSync)
      if (head[1] === 0 && head[3] === 0) return [bytes().toString('utf16le')]
      return NO_TEXT.test(head.toString().slice(0, -3)) ? [] : [bytes().toString()]
    })
}

const CODES = [
  { name: 'base64', form: /./ },
  { name: 'hex', form: /^(?:[\da-f]{2})+$|^(?:[\dA-F]{2})+$/ },
] as const
