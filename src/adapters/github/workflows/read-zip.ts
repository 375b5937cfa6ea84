import { inflateRawSync } from 'node:zlib'

const END = 0x06054b50
const ENTRY = 0x02014b50
/** Without a comment the end stands 22 bytes before the last one; a comment has at most 65,535. */
const END_LENGTH = 22
const MAX_COMMENT = 65_535
const STORED = 0
const DEFLATED = 8

interface ZipReading {
  /** Limit of one file when it is unpacked; a larger one is left out. */
  readonly fileBytes: number
  readonly files: number
  /** By its name. What nobody wants is not unpacked. */
  readonly wanted: (name: string) => boolean
}

interface ZippedFile {
  readonly name: string
  readonly text: string
}

/** Files of an archive as its directory lists them, each unpacked when it is asked for; none of what is not an archive. */
export function* readZip(archive: Buffer, reading: ZipReading): Generator<ZippedFile> {
  try {
    yield* filesOf(archive, reading)
  } catch (error) {
    // The archive is cut off: it names a place beyond its end.
    if (!(error instanceof RangeError)) throw error
  }
}

function* filesOf(archive: Buffer, { fileBytes, files, wanted }: ZipReading): Generator<ZippedFile> {
  const end = endOf(archive)
  if (end === undefined) return
  let at = archive.readUInt32LE(end + 16)
  for (let left = Math.min(archive.readUInt16LE(end + 10), files); left > 0; left -= 1) {
    if (archive.readUInt32LE(at) !== ENTRY) return
    const lengths = [28, 30, 32].map((field) => archive.readUInt16LE(at + field))
    const [nameLength = 0, extra = 0, comment = 0] = lengths
    const name = archive.toString('utf8', at + 46, at + 46 + nameLength)
    const text = wanted(name) ? unpacked(archive, at, fileBytes) : undefined
    if (text !== undefined) yield { name, text }
    at += 46 + nameLength + extra + comment
  }
}

function endOf(archive: Buffer): number | undefined {
  const last = archive.length - END_LENGTH
  for (let at = last; at >= Math.max(0, last - MAX_COMMENT); at -= 1)
    if (archive.readUInt32LE(at) === END) return at
  return undefined
}

function unpacked(archive: Buffer, entry: number, maxOutputLength: number): string | undefined {
  const method = archive.readUInt16LE(entry + 10)
  const packedLength = archive.readUInt32LE(entry + 20)
  const header = archive.readUInt32LE(entry + 42)
  // The header before the data may have other fields than the directory.
  const start = header + 30 + archive.readUInt16LE(header + 26) + archive.readUInt16LE(header + 28)
  const packed = archive.subarray(start, start + packedLength)
  if (packed.length < packedLength) return undefined
  if (method === STORED) return packed.length > maxOutputLength ? undefined : packed.toString('utf8')
  if (method !== DEFLATED) return undefined
  try {
    return inflateRawSync(packed, { maxOutputLength }).toString('utf8')
  } catch {
    return undefined
  }
}
