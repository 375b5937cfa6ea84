import type { FileClass, HiddenText } from '../../../domain/judgement/measures.ts'
import { CODE } from './classify-file.ts'
import type { AddedLine } from './diff/parse-diff.ts'

interface Sides {
  readonly path: string
  readonly class: FileClass
  readonly before: string | undefined
  readonly after: string | undefined
  readonly added: readonly AddedLine[]
}

interface Rule {
  readonly what: HiddenText['what']
  readonly isIn: (line: string, isCode: boolean) => boolean
}

/** Emoji, languages that join letters without a blank, and Chinese forms need these characters; nobody else does. */
const NEEDED =
  /\u{1F3F4}[\u{E0030}-\u{E007A}]{1,6}\u{E007F}|(?<=[[\p{L}\p{M}\p{S}]--[ -~]])[\u200B-\u200F\u2060](?!\p{Default_Ignorable_Code_Point})|(?<=[\p{Script=Han}])[\u{E0100}-\u{E01EF}]/gv

const DIRECTION = /[\u202A-\u202E\u2066-\u2069]/
const OVERRIDE = /[\u202D\u202E]/
/** More than one of what has no width in a row is a text of its own, and tags are nothing else. */
const PAYLOAD =
  /[\u{E0000}-\u{E007F}]|[\u{E0100}-\u{E01EF}]|[\uFE00-\uFE0F]{2}|[\u200B-\u200F\u2060-\u2064]{6}/u
const INVISIBLE = /[\u00AD\u115F\u1160\u180E\u200B-\u200F\u2060-\u2064\u3164\uFEFF\uFFA0]/
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is what is looked for
const CONTROL = /[\x00-\x08\x0B\x0E-\x1F\x7F]/
/** Two alphabets in one name, of which one has the letters of the other. */
const MIXED = /[A-Za-z0-9_$][\u0400-\u04FF]|[\u0400-\u04FF][A-Za-z0-9_$]/

/** What a reader of the lines does not see, or sees as something else (CVE-2021-42574). */
const RULES: readonly Rule[] = [
  { what: 'direction', isIn: (line, isCode) => (isCode ? DIRECTION : OVERRIDE).test(line) },
  { what: 'control', isIn: (line) => CONTROL.test(line) },
  { what: 'carriage return', isIn: (line) => /\r[^\r]/.test(line) },
  { what: 'invisible', isIn: (line) => PAYLOAD.test(line.replace(NEEDED, '')) },
  {
    what: 'invisible',
    isIn: (line, isCode) =>
      isCode && INVISIBLE.test(line) && INVISIBLE.test(outsideStrings(line.replace(NEEDED, ''))),
  },
  {
    what: 'look-alike',
    isIn: (line, isCode) => isCode && MIXED.test(line) && MIXED.test(outsideStrings(line)),
  },
]

/** Recorded output and data may hold anything, and nobody reads what machines wrote. */
const READ: readonly FileClass[] = ['source', 'test', 'documentation']

/** The first added line that hides something. A file that hid as much before is as it was. */
export function findHiddenText(file: Sides): HiddenText | undefined {
  if (!READ.includes(file.class)) return undefined
  const isCode = CODE.test(file.path)
  // A picture among the documentation is not text, and has no lines.
  if (!isCode && file.after?.includes('\0')) return undefined
  for (const { line, text: given } of file.added) {
    // A mark of the encoding at the start of a file is none of its text.
    const text = line === 1 ? given.replace(/^\uFEFF/, '') : given
    const rule = SUSPECT.test(text) ? RULES.find(({ isIn }) => isIn(text, isCode)) : undefined
    if (rule && hidesMore(rule, isCode, file)) return { line, what: rule.what }
  }
  return undefined
}

/** Most lines hold none of it. */
const SUSPECT = /[^\t\x20-\x7E]/

function hidesMore({ isIn }: Rule, isCode: boolean, { before, after }: Sides): boolean {
  if (before === undefined) return true
  const [was, is] = [before, after ?? ''].map(
    (text) => text.split('\n').filter((line) => SUSPECT.test(line) && isIn(line, isCode)).length,
  )
  return (is ?? 0) > (was ?? 0)
}

/** The part of a line that is neither string nor comment, as far as one line shows. */
function outsideStrings(line: string): string {
  let quote: string | undefined
  let rest = ''
  for (let at = 0; at < line.length; at += 1) {
    const letter = line.charAt(at)
    if (quote !== undefined) {
      if (letter === '\\') at += 1
      else if (letter === quote) quote = undefined
    } else if (/["'`]/.test(letter)) quote = letter
    else if (letter === '#' || line.startsWith('//', at) || /^\s*\*/.test(line)) break
    else rest += letter
  }
  return rest
}
