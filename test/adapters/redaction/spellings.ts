import { deflateSync, gzipSync } from 'node:zlib'

type Spelling = (secret: string) => string

const bytesOf = (text: string, how: (byte: number) => string, between = '') =>
  Array.from(Buffer.from(text), how).join(between)
const letters = (text: string, between: string) => [...text].join(between)
const folded = (text: string, between: string, columns = 20) =>
  (text.match(new RegExp(`.{1,${columns}}`, 'gs')) ?? []).join(between)
const inBase = (base: number, width: number) => (byte: number) => byte.toString(base).padStart(width, '0')
const hex = inBase(16, 2)
const base64 = (text: string | Buffer) => Buffer.from(text).toString('base64')
const wide = (text: string) => Buffer.from(text, 'utf16le')
const around = (secret: string) => `NAME=value\nTOKEN=${secret}\nOTHER=value\n`

/** Rows of a dump, each with its address. */
function dump(text: string, row: (bytes: Buffer, address: number) => string): string {
  const bytes = Buffer.from(text)
  return Array.from({ length: Math.ceil(bytes.length / 16) }, (_, index) =>
    row(bytes.subarray(index * 16, index * 16 + 16), index * 16),
  ).join('\n')
}
const seen = (bytes: Buffer) => bytes.toString('latin1').replace(/[^ -~]/g, '.')
const xxd = (bytes: Buffer, address: number) =>
  `${inBase(16, 8)(address)}: ${folded(bytes.toString('hex'), ' ', 4).padEnd(39)}  ${seen(bytes)}`
const canonical = (bytes: Buffer, address: number) =>
  `${inBase(16, 8)(address)}  ${Array.from(bytes, hex).join(' ').padEnd(49)} |${seen(bytes)}|`
const octal = (cell: (byte: number) => string) => (bytes: Buffer, address: number) =>
  `${inBase(8, 7)(address)}${Array.from(bytes, cell).join('')}`
const words = (base: number, width: number) => (bytes: Buffer, address: number) =>
  [
    inBase(base, 7)(address),
    ...Array.from({ length: bytes.length >> 1 }, (_, index) =>
      inBase(base, width)(bytes.readUInt16LE(index * 2)),
    ),
  ].join(' ')

/** How a tool writes a secret by itself, without anybody who wants to hide it. */
export const BY_TOOLS: Readonly<Record<string, Spelling>> = {
  'by git, in lines that are added': (secret) => folded(secret, '\n+'),
  'by git, in lines that go': (secret) => folded(secret, '\n-'),
  'in a quotation': (secret) => folded(secret, '\n> '),
  'in a comment of a shell': (secret) => folded(secret, '\n# '),
  'in a comment of a program': (secret) => folded(secret, '\n * '),
  'behind numbers of lines': (secret) => folded(secret, '\n  12 | '),
  'behind the name of a service': (secret) => folded(secret, '\nweb-1  | '),
  'behind the time': (secret) => folded(secret, '\n2026-01-01T00:00:00.0000000Z '),
  'behind a step of a build': (secret) => folded(secret, '\n#12 0.312 '),
  'by pytest': (secret) => folded(secret, '\nE     '),
  'in an annotation': (secret) => folded(secret, '%0A'),
  'behind a command of a runner': (secret) => folded(secret, '\n##[error]'),
  'in a table': (secret) => `| ${folded(secret, ' |\n| ')} |`,
  'in a table that is drawn': (secret) => `│ ${folded(secret, ' │\n│ ')} │`,
  'in a list of texts': (secret) => `["${folded(secret, '",\n  "')}"]`,
  'in texts put together': (secret) => `"${folded(secret, '" +\n  "')}"`,
  'in texts side by side': (secret) => `'${folded(secret, "' '")}'`,
  'by a shell, in quotes': (secret) => folded(secret, "''"),
  'in lines that go on': (secret) => folded(secret, '\\\n'),
  'in lines that break': (secret) => folded(secret, '<br />\n'),
  'in parts of XML': (secret) => folded(secret, ']]><![CDATA['),
  'in pieces of a page': (secret) => folded(secret, '<wbr>'),
  'letter by letter on a page': (secret) => [...secret].map((one) => `<span>${one}</span>`).join(''),
  'in bold': (secret) => `**${folded(secret, '**')}**`,
  'in a mail': (secret) => folded(secret, '=\r\n'),
  'byte by byte in a mail': (secret) => bytesOf(secret, (byte) => `=${hex(byte).toUpperCase()}`),
  'in colours of a log': (secret) => [...secret].map((one) => `^[[1m${one}^[[0m`).join(''),
  'in colours in JSON': (secret) =>
    JSON.stringify([...secret].map((one) => `\u001b[1m${one}\u001b[0m`).join('')),
  'where a search found it': (secret) => `${secret.slice(0, 9)}\u001b[01;31m\u001b[K${secret.slice(9)}`,
  'with spaces between': (secret) => letters(secret, ' '),
  'with dashes between': (secret) => letters(secret, '-'),
  'with spaces that do not break': (secret) => letters(secret, '\u00a0'),
  'with accents': (secret) => letters(secret, '\u0301'),
  'in groups of four': (secret) => folded(secret, ' ', 4),
  'in wide letters': (secret) =>
    secret.replace(/[!-~]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0)),
  'in UTF-16 that is read as UTF-8': (secret) => letters(secret, '\0'),
  'in UTF-16 that is read wrongly': (secret) => letters(secret, '\ufffd'),
  'in UTF-16 in base64': (secret) => base64(wide(secret)),
  'in UTF-16 in hexadecimal': (secret) => wide(secret).toString('hex'),
  'by xxd': (secret) => dump(secret, xxd),
  'by xxd, among other bytes': (secret) => dump(around(secret), xxd),
  'by hexdump -C': (secret) => dump(secret, canonical),
  'by hexdump -C, among other bytes': (secret) => dump(around(secret), canonical),
  'by hexdump': (secret) => dump(around(secret), words(16, 4)),
  'by od': (secret) => dump(around(secret), words(8, 6)),
  'by od -c': (secret) =>
    dump(
      around(secret),
      octal((byte) => String.fromCharCode(byte).padStart(4)),
    ),
  'by od -tx1': (secret) =>
    dump(
      around(secret),
      octal((byte) => ` ${hex(byte)}`),
    ),
  'as a buffer of Node': (secret) => `<Buffer ${bytesOf(secret, hex, ' ')}>`,
  'as a buffer in JSON': (secret) => JSON.stringify(Buffer.from(secret)),
  'as a list of bytes': (secret) => `[${bytesOf(secret, String, ', ')}]`,
  'as bytes of C': (secret) => bytesOf(secret, (byte) => `0x${hex(byte)}`, ', '),
  'as a fingerprint': (secret) => bytesOf(secret, hex, ':'),
  'in octal': (secret) => bytesOf(secret, (byte) => `\\${inBase(8, 3)(byte)}`),
  'in bits': (secret) => bytesOf(secret, inBase(2, 8), ' '),
  'in escapes with braces': (secret) =>
    [...secret].map((one) => `\\u{${one.charCodeAt(0).toString(16)}}`).join(''),
  'in escapes of old addresses': (secret) =>
    [...secret].map((one) => `%u${inBase(16, 4)(one.charCodeAt(0))}`).join(''),
  'in hexadecimal twice': (secret) => Buffer.from(Buffer.from(secret).toString('hex')).toString('hex'),
  'in base64, in hexadecimal': (secret) => Buffer.from(base64(secret)).toString('hex'),
  'in base64, in lines that are added': (secret) => folded(base64(secret), '\n+', 12),
  'in base64, in texts': (secret) => `"${folded(base64(`before ${secret} after`), '"\n"', 40)}"`,
  packed: (secret) => base64(gzipSync(around(secret))),
  'packed, in hexadecimal': (secret) => gzipSync(around(secret)).toString('hex'),
  'packed by another': (secret) => base64(deflateSync(around(secret))),
  'cut off at its end': (secret) => `${secret.slice(0, Math.ceil(secret.length * 0.8))}…`,
  'cut off at its beginning': (secret) => `…${secret.slice(Math.floor(secret.length * 0.2))}`,
  backwards: (secret) => [...secret].reverse().join(''),
}
