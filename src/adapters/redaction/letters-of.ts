/** The letters and digits of a text in small ASCII, without all that stands between them, and where each was written. */
export interface Letters {
  readonly text: string
  readonly starts: Uint32Array
  /** Where what is taken out with it ends: in a dump at the end of the line, which shows the same once more. */
  readonly ends: Uint32Array
}

/** What tools put in front of a line: the time, a name or a number and a bar, the mark of an error, the address in a dump. */
const MARGIN = new RegExp(
  String.raw`[ \t]{0,20}[\w.-]{1,40} {0,8}[|│] |#{0,2}\[\w{1,20}\]|::\w{1,20}::|[^\w\n]{0,20}(?:${[
    String.raw`\d{4}-\d\d-\d\d[T ][\d:.,]{8,20}Z?(?=\W)`,
    String.raw`#?\d{1,4} \d{1,5}\.\d{1,3} `,
    String.raw`\d{1,7}(?:: |\t)`,
    'E {2,8}',
    String.raw`[\dA-Fa-f]{7,8} (?![\dA-Fa-f]{7})`,
  ].join('|')})`,
  'y',
)

/** The address of a line in a dump, and its bytes. */
const DUMPED =
  /([\dA-Fa-f]{8}(?:: | {2}))((?:[\dA-Fa-f]{2,8} ){1,8}(?: ?(?:[\dA-Fa-f]{2} ){1,8})?) *[ |][^\n]*/y

/** What colours a terminal, as it is or as a log shows it. */
const COLOUR = String.raw`(?:\x1b|\^\[)\[[\d;]{0,20}[A-Za-z]`
/** What stands between letters as quotes do: besides, tags and the sign of a number in hexadecimal. */
const BETWEEN = new RegExp(
  String.raw`<!\[CDATA\[|<(?!Buffer )[A-Za-z/!][^<>\n]{0,100}>|${COLOUR}|0x(?=[\dA-Fa-f]{2}\b)`,
  'y',
)

/** In time that grows with the length of the text: each expression looks at a bounded part of it. */
export function lettersOf(read: string): Letters {
  const codes = new Uint8Array(read.length)
  const starts = new Uint32Array(read.length)
  const ends = new Uint32Array(read.length)
  let count = 0
  const add = ({ start, end, takenTo }: Stretch) => {
    for (let index = start; index < end; ) {
      const between = lengthBetween(read, index)
      const width = (read.codePointAt(index) ?? 0) > 0xffff ? 2 : 1
      const code = between > 0 ? 0 : letterAt(read, index)
      if (code > 0) {
        codes[count] = code
        starts[count] = index
        ends[count++] = takenTo ?? index + width
      }
      index += Math.max(between, width)
    }
  }
  for (let start = 0; start < read.length; ) {
    const newline = read.indexOf('\n', start)
    const end = newline === -1 ? read.length : newline
    add(withoutMargin(read, start, end))
    start = end + 1
  }
  return { text: Buffer.from(codes.buffer, 0, count).toString('latin1'), starts, ends }
}

interface Stretch {
  readonly start: number
  readonly end: number
  readonly takenTo?: number
}

function withoutMargin(read: string, start: number, end: number): Stretch {
  const [, address, bytes] = matchAt(DUMPED, read, start) ?? []
  if (address === undefined || bytes === undefined)
    return { start: start + (matchAt(MARGIN, read, start)?.[0].length ?? 0), end }
  const first = start + address.length
  return { start: first, end: first + bytes.length, takenTo: end }
}

/** The letters alone of what is looked for, which no line of a tool surrounds. */
export function lettersIn(text: string): string {
  return Array.from(text, (one) => letterAt(one, 0))
    .filter((code) => code > 0)
    .map((code) => String.fromCharCode(code))
    .join('')
}

function matchAt(expression: RegExp, text: string, index: number): RegExpExecArray | null {
  expression.lastIndex = index
  return expression.exec(text)
}

function lengthBetween(text: string, index: number): number {
  return '<\x1b^0'.includes(text[index] ?? ' ') ? (matchAt(BETWEEN, text, index)?.[0].length ?? 0) : 0
}

/** The code of the small letter or digit that stands there, also in another width or another alphabet of the same letters; else 0. */
function letterAt(text: string, index: number): number {
  const point = text.codePointAt(index) ?? 0
  if (point >= FOLDED.length) return 0
  const known = FOLDED[point] ?? 0
  if (known !== UNKNOWN) return known
  const [letter = '', ...others] = String.fromCodePoint(point)
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
  const code = others.length > 0 || letter === '' ? 0 : letter.charCodeAt(0)
  FOLDED[point] = code
  return code
}

const UNKNOWN = 255
const FOLDED = new Uint8Array(0x20000).fill(UNKNOWN)
