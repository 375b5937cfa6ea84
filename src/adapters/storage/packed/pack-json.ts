import { promisify } from 'node:util'
import { constants, zstdCompress, zstdDecompressSync } from 'node:zlib'
import { canonicalJson } from '../../../domain/canonical-json.ts'
import { DICTIONARY_1 } from './dictionary-1.ts'

const compress = promisify(zstdCompress)

/** The first byte of what is packed: by which dictionary. */
const FORMAT = 1
const DICTIONARY = Buffer.from(DICTIONARY_1)
/** Of 22: what more would take more time than it saves bytes. */
const LEVEL = 9
const PARAMS = {
  [constants.ZSTD_c_compressionLevel]: LEVEL,
  [constants.ZSTD_c_contentSizeFlag]: 0,
}

/** The value's canonical JSON, packed. */
export function packJson(value: unknown): Promise<Buffer> {
  return packText(canonicalJson(value))
}

/**
 * A JSON text, compressed: a byte that says how, and a frame of Zstandard. `after` is a text that it repeats much of, without which it
 * cannot be read again.
 */
export async function packText(json: string, after = ''): Promise<Buffer> {
  const frame = await compress(json, { dictionary: dictionaryWith(after), params: PARAMS })
  return Buffer.concat([Buffer.of(FORMAT), frame])
}

/** Throws for what is not packed, or was not packed after that text. */
export function unpackJson(packed: Uint8Array, after = ''): unknown {
  const [format] = packed
  if (format !== FORMAT) throw new Error(`packed in a way that this version does not know: ${format}`)
  const text = zstdDecompressSync(packed.subarray(1), { dictionary: dictionaryWith(after) })
  return JSON.parse(text.toString())
}

function dictionaryWith(after: string): Buffer {
  return after === '' ? DICTIONARY : Buffer.concat([DICTIONARY, Buffer.from(after)])
}
