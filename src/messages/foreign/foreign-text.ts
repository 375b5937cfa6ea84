import { neutralDirectives } from './neutral-directives.ts'

/**
 * Foreign text is everything that somebody else wrote: issues, candidates, check output, agents' reports. On GitHub only code is
 * safe from mentions, references, images and links (a backslash does not stop a mention), so foreign text is shown as code.
 */

/** One line, as a Markdown code span; `—` when nothing visible is left. `maxLength` in code points. */
export function codeSpan(text: string, maxLength: number): string {
  const line = shortened(text, maxLength, oneLine)
  if (line === '') return '—'
  const fence = '`'.repeat(longestBacktickRun(line) + 1)
  const padding = line.startsWith('`') || line.endsWith('`') ? ' ' : ''
  return `${fence}${padding}${line}${padding}${fence}`
}

/** Several lines, as a fenced code block that starts in the first column. `maxLength` in code points. */
export function codeBlock(text: string, maxLength: number): string {
  return fenced(shortened(text, maxLength, visibleText))
}

/** The same for prose: GitHub does not wrap the lines of code, so that long ones could only be read by scrolling. */
export function proseBlock(text: string, maxLength: number): string {
  const wrapped = shortened(text, maxLength, visibleText).split('\n').map(wrapLine).join('\n')
  // What stood within a line may begin one now.
  return fenced(neutralDirectives(wrapped))
}

/** At most 100 characters, broken between words; a longer word stays whole. */
function wrapLine(line: string): string {
  return line.length <= 100 ? line : line.replace(/(.{1,100})(?: +|$)/g, '$1\n').trimEnd()
}

function fenced(text: string): string {
  const content = text.trimEnd()
  const fence = '`'.repeat(Math.max(3, longestBacktickRun(content) + 1))
  return `${fence}text\n${content}\n${fence}`
}

/**
 * A cell of a table from finished Markdown or plain text. A pipe splits cells even inside code, and `\|` does not help after
 * another backslash (GFM 4.10), so it is shown as a broken bar.
 */
export function tableCell(markdown: string): string {
  return markdown.replace(/\s+/g, ' ').trim().replaceAll('|', '¦')
}

/**
 * A sentence of ours that may quote foreign text as code spans. The spans stay, and every word outside of them that GitHub could
 * read as more than a word becomes code as well; so the result is safe whoever wrote the sentence. `maxLength` in code points.
 */
export function sentence(text: string, maxLength: number): string {
  const parts = splitCode(shortened(text, maxLength, oneLine)).flatMap(({ code, text: part }) =>
    code ? [codeSpan(part, maxLength)] : plainWords(part, maxLength),
  )
  const [first = ''] = parts
  // At the start of a line these would begin a list, a rule or a heading.
  if (/^(?:[-+=]+|\d+[.)])$/.test(first)) parts[0] = codeSpan(first, maxLength)
  // Two spans that touch would be read as one longer fence.
  return parts.reduce(
    (line, part) => `${line}${line.endsWith('`') && part.startsWith('`') ? ' ' : ''}${part}`,
    '',
  )
}

/** A sentence of ours ends with a stop, also one that ends with a quotation. */
export function fullStop(line: string): string {
  return /[.!?…]$/.test(line) ? line : `${line}.`
}

/**
 * Text for places that are not Markdown but become titles or commit messages, where a code span protects nothing: mentions,
 * references and addresses are broken by look-alike characters. Nothing invisible stays, which could keep their parts together.
 */
export function neutralReferences(text: string): string {
  return neutralDirectives(visibleText(text))
    .replace(/@(?=[\p{L}\p{N}_-])/gu, '＠')
    .replace(/#(?=\p{N})/gu, '＃')
    .replace(/GH-(?=\d)/gi, (reference) => `${reference.slice(0, 2)}‑`)
    .replaceAll('://', ':⁄⁄')
}

/** All white space becomes single spaces; nothing invisible stays. */
export function oneLine(text: string): string {
  return visibleText(text).replace(/\s+/gu, ' ').trim()
}

/** Without control, formatting, bidirectional, tag, private-use and other invisible code points; line breaks become `\n`. */
export function visibleText(text: string): string {
  return text.replace(/\r\n?|[\u2028\u2029\u0085\v\f]/g, '\n').replace(INVISIBLE, '')
}

// Default_Ignorable_Code_Point is Unicode's own list of what shows nothing (zero width, tags, variation selectors, fillers);
// U+2800 is a letter to Unicode but blank to the eye.
const INVISIBLE = /(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Default_Ignorable_Code_Point}\u2800]/gu

/**
 * Cleans no more than can be shown: of check output and reports there may be very much, and it is shown in many places. Comments are
 * broken, although code shows them as they are, so that no marker of ours can be imitated anywhere.
 */
function shortened(text: string, maxLength: number, clean: (text: string) => string): string {
  const start = text.slice(0, maxLength * 4)
  const cleaned = neutralDirectives(clean(start)).replaceAll('<!--', '<! --')
  return cut(start.length < text.length ? `${cleaned}…` : cleaned, maxLength)
}

/** At most `maxLength` code points, the last of them `…` when something was cut. */
export function cut(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text
  const points = Array.from(text)
  return points.length <= maxLength
    ? text
    : `${points
        .slice(0, Math.max(0, maxLength - 1))
        .join('')
        .trimEnd()}…`
}

function longestBacktickRun(text: string): number {
  // One after the other: a patch may hold more of them than a call takes arguments.
  return (text.match(/`+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0)
}

interface Piece {
  readonly code: boolean
  readonly text: string
}

/** The way CommonMark finds code spans: a run of backticks closes at the next run of the same length. */
export function splitCode(line: string): Piece[] {
  const pieces: Piece[] = []
  let from = 0
  for (const { start, end, next } of backtickRuns(line)) {
    if (start < from || !next) continue
    pieces.push({ code: false, text: line.slice(from, start) })
    pieces.push({ code: true, text: line.slice(end, next.start) })
    from = next.end
  }
  pieces.push({ code: false, text: line.slice(from) })
  return pieces.filter((piece) => piece.text !== '')
}

interface Run {
  readonly start: number
  readonly end: number
  /** The next one of the same length. */
  readonly next: Run | undefined
}

function backtickRuns(line: string): Run[] {
  const later = new Map<number, Run>()
  const runs: Run[] = []
  for (const { index, 0: signs } of [...line.matchAll(/`+/g)].reverse()) {
    const run: Run = { start: index, end: index + signs.length, next: later.get(signs.length) }
    later.set(signs.length, run)
    runs.push(run)
  }
  return runs.reverse()
}

/** Words that could be a mention, reference, link, HTML, emphasis, entity or formula, or were one until a sign of them was broken. */
const SUSPECT = /[@#＃⁄‑<>&\\[\]*_~|`$^{}]|:\/\/|www\.|\bGH-\d/i

function plainWords(text: string, maxLength: number): string[] {
  return text.split(/(\s+)/).map((word) => (SUSPECT.test(word) ? codeSpan(word, maxLength) : word))
}
