import { crc32, deflateRawSync } from 'node:zlib'

interface ZipFile {
  readonly name: string
  readonly content: Buffer
}

const DEFLATED = 8
/** Names are UTF-8. */
const UTF8 = 0x0800

/** An archive of some files, without folders and dates (APPNOTE.TXT 4.3). */
export function zip(files: readonly ZipFile[]): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, content } of files) {
    const packed = deflateRawSync(content)
    const path = Buffer.from(name)
    const common = commonFields(content, packed, path)
    const local = Buffer.concat([number(0x04034b50, 4), common, path, packed])
    // Made by version 2.0, no comment, first disk, no attributes.
    directory.push(
      Buffer.concat([
        number(0x02014b50, 4),
        number(20, 2),
        common,
        Buffer.alloc(10),
        number(offset, 4),
        path,
      ]),
    )
    parts.push(local)
    offset += local.length
  }
  const index = Buffer.concat(directory)
  const count = number(files.length, 2)
  const end = [number(0x06054b50, 4), number(0, 4), count, count, number(index.length, 4), number(offset, 4)]
  return Buffer.concat([...parts, index, ...end, number(0, 2)])
}

function commonFields(content: Buffer, packed: Buffer, path: Buffer): Buffer {
  return Buffer.concat([
    number(20, 2),
    number(UTF8, 2),
    number(DEFLATED, 2),
    number(0, 4),
    number(crc32(content), 4),
    number(packed.length, 4),
    number(content.length, 4),
    number(path.length, 2),
    number(0, 2),
  ])
}

function number(value: number, bytes: 2 | 4): Buffer {
  const buffer = Buffer.alloc(bytes)
  if (bytes === 2) buffer.writeUInt16LE(value)
  else buffer.writeUInt32LE(value)
  return buffer
}
