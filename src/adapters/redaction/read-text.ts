/** A text as its reader has it once escapes are undone and what nobody sees is left out, and where each part of it was written. */
export interface ReadText {
  readonly text: string
  /** Where in what was written the part from `start` to before `end` stands; both are counted in the text that was read. */
  written(start: number, end: number): readonly [start: number, end: number]
}

/** A part of what was read: letters as they were written, or one character that was written as `length` of them. */
interface Part {
  readonly read: number
  readonly written: number
  readonly length: number
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  sol: '/',
  bsol: '\\',
  plus: '+',
  equals: '=',
  colon: ':',
  num: '#',
  period: '.',
  lowbar: '_',
  UnderBar: '_',
  hyphen: '-',
  dash: '-',
}

/** What takes no room: soft hyphens, joiners, marks of direction, tags, variants; and what colours a terminal. */
const UNSEEN = String.raw`[\xad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\0\x08]+|\udb40[\udc00-\udfff]|\x1b\[[\d;]{0,20}[A-Za-z]`
/** What begins a line in logs and quotations. */
const MARGIN = String.raw`(?:\d{4}-\d\d-\d\dT[\d:.]{8,20}Z )?[ \t>|]*`
const ESCAPES = [
  UNSEEN,
  String.raw`((?:\\{1,8}r)?\\{1,8}n)${MARGIN}`,
  String.raw`&(?:#(\d{1,7})|#[xX]([\dA-Fa-f]{1,6})|(${Object.keys(ENTITIES).join('|')}));`,
  String.raw`%(?:25){0,8}(?:u([\dA-Fa-f]{4})|([\dA-Fa-f]{2}))`,
  String.raw`\\{1,8}(?:u([\dA-Fa-f]{4})|u\{0{0,4}([\dA-Fa-f]{1,6})\}|U00([\dA-Fa-f]{6})|x([\dA-Fa-f]{2})|([!-/:-@[\]^_\x60{-~])|\r?\n[ \t]*)`,
].join('|')
const KEPT = new RegExp(ESCAPES, 'g')
const JOINED = new RegExp(`${ESCAPES}|\\r?\\n${MARGIN}`, 'g')

/** Undefined where a text reads as it is written. `lines` says whether ends of lines are kept, or left out as by who wraps at a column. */
export function readText(written: string, lines: 'kept' | 'joined'): ReadText | undefined {
  const parts: Part[] = []
  let text = ''
  let after = 0
  const upTo = (index: number) => {
    if (index > after) parts.push({ read: text.length, written: after, length: 0 })
    text += written.slice(after, index)
  }
  for (const found of written.matchAll(lines === 'kept' ? KEPT : JOINED)) {
    upTo(found.index)
    const meant = meaningOf(found, lines)
    if (meant !== '') parts.push({ read: text.length, written: found.index, length: found[0].length })
    text += meant
    after = found.index + found[0].length
  }
  if (after === 0) return undefined
  upTo(written.length)
  return {
    text,
    written: (start, end) => [begins(partAt(parts, start), start), ends(partAt(parts, end - 1), end)],
  }
}

/** Bytes become characters of their value, as `spellingsOf` writes them too. */
function meaningOf(found: RegExpExecArray, lines: 'kept' | 'joined'): string {
  const [, newline, decimal, hex, entity, wide, byte, unit, braced, long, code, sign] = found
  if (newline !== undefined) return lines === 'kept' ? '\n' : ''
  if (entity !== undefined) return ENTITIES[entity] ?? ''
  if (sign !== undefined) return sign
  const sixteen = hex ?? wide ?? byte ?? unit ?? braced ?? long ?? code
  const point = sixteen === undefined ? Number(decimal) : Number.parseInt(sixteen, 16)
  return point <= LAST_POINT ? String.fromCodePoint(point) : ''
}

const LAST_POINT = 0x10ffff

function partAt(parts: readonly Part[], position: number): Part {
  const next = firstAfter(parts, position)
  return parts[next - 1] ?? { read: 0, written: 0, length: 0 }
}

function firstAfter(parts: readonly Part[], position: number): number {
  let [low, high] = [0, parts.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((parts[middle]?.read ?? 0) <= position) low = middle + 1
    else high = middle
  }
  return low
}

function begins({ read, written, length }: Part, start: number): number {
  return length > 0 ? written : written + (start - read)
}

function ends({ read, written, length }: Part, end: number): number {
  return length > 0 ? written + length : written + (end - read)
}
