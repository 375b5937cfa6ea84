import type { CommentStyle, Quote } from './comment-style.ts'

export interface ScannedText {
  /** The text without comments and without the white space that means nothing; equal for two texts that do the same. */
  readonly code: string
  /** The same with comments. */
  readonly all: string
  /** Where comments stand. */
  readonly comments: readonly { readonly start: number; readonly end: number }[]
}

interface Scan {
  readonly source: string
  readonly style: CommentStyle
  readonly isRead: (comment: string) => boolean
}

/** Takes comments out by what is known of the language's quotes; undefined where that is not enough to be sure. */
export function scanComments(scan: Scan): ScannedText | undefined {
  const { source, style, isRead } = scan
  if (style.unsure?.test(source)) return undefined
  const comments: { start: number; end: number }[] = []
  let code = ''
  let all = ''
  let at = 0
  while (at < source.length) {
    const word = matchAt(style.plain, source, at)
    const quote = word ? undefined : readQuote(scan, at, 0)
    if (quote === 'unsure') return undefined
    const comment = word || quote !== undefined ? undefined : readComment(scan, at)
    if (comment === 'unsure') return undefined
    if (comment !== undefined) {
      const text = source.slice(at, comment)
      all += JSON.stringify(text.trimEnd())
      if (isRead(text)) code += JSON.stringify(text.trimEnd())
      else {
        code += gap(text, style)
        comments.push({ start: at, end: comment })
      }
      at = comment
      continue
    }
    if (style.slashes && source[at] === '/' && maybeRegex(source, at)) return undefined
    const end = quote ?? at + (word?.length ?? matchAt(WORD, source, at)?.length ?? 1)
    const text = source.slice(at, end)
    const reported = quote === undefined && !word ? text : JSON.stringify(text)
    code += reported
    all += reported
    at = end
  }
  return { code: essence(code, style), all: essence(all, style), comments }
}

const WORD = /\w+'*/y

function matchAt(pattern: RegExp | undefined, source: string, at: number): string | undefined {
  if (!pattern) return undefined
  pattern.lastIndex = at
  return pattern.exec(source)?.[0] || undefined
}

/** What stands in the place of a comment: nothing may touch what it stood between. */
function gap(text: string, { indents }: CommentStyle): string {
  if (text.includes('\n')) return indents ? text.replace(/[^\n]/g, ' ') : '\n'
  return indents ? ' '.repeat(text.length) : ' '
}

function essence(text: string, { indents, isFree }: CommentStyle): string {
  if (isFree) return text.match(/"(?:[^"\\]|\\.)*"|[^\s"]+/g)?.join('') ?? ''
  return text
    .split('\n')
    .map((line) => (indents ? line.trimEnd() : line.trim().replace(/[ \t]+/g, ' ')))
    .filter((line) => line !== '')
    .join('\n')
}

/** After its end; undefined where none begins. */
function readComment({ source, style }: Scan, at: number): number | 'unsure' | undefined {
  const block = style.blocks?.find(({ open }) => source.startsWith(open, at))
  if (!block) {
    const line = matchAt(style.line, source, at)
    return line === undefined ? undefined : at + line.length
  }
  let depth = 1
  let end = at + block.open.length
  // Each is looked for again only once it is passed, so that many of one do not search for the other many times.
  let close = source.indexOf(block.close, end)
  let open = block.nests ? source.indexOf(block.open, end) : -1
  while (depth > 0) {
    if (close === -1) return 'unsure'
    const isInner = open !== -1 && open < close
    depth += isInner ? 1 : -1
    end = isInner ? open + block.open.length : close + block.close.length
    if (close < end) close = depth > 0 ? source.indexOf(block.close, end) : close
    if (open !== -1 && open < end) open = source.indexOf(block.open, end)
  }
  return end
}

const MAX_DEPTH = 20

/** After its end; undefined where none begins. */
function readQuote(scan: Scan, at: number, depth: number): number | 'unsure' | undefined {
  if (depth > MAX_DEPTH) return 'unsure'
  for (const quote of scan.style.quotes) {
    quote.open.lastIndex = at
    const opened = quote.open.exec(scan.source)
    if (!opened) continue
    const from = at + opened[0].length
    const close = quote.close(opened)
    return quote.ends === 'line'
      ? endOfHereDocument(scan.source, from, close)
      : endOfQuote(scan, { quote, close, from, depth })
  }
  return undefined
}

function endOfHereDocument(source: string, from: number, word: string): number | 'unsure' {
  const end = new RegExp(`^[ \\t]*${word}[ \\t]*$`, 'm').exec(source.slice(from))
  return end ? from + end.index + end[0].length : 'unsure'
}

interface OpenQuote {
  readonly quote: Quote
  readonly close: string
  readonly from: number
  readonly depth: number
}

function endOfQuote(scan: Scan, { quote, close, from, depth }: OpenQuote): number | 'unsure' {
  const { source } = scan
  let at = from
  while (at < source.length) {
    if (quote.holds && source.startsWith(quote.holds[0], at)) {
      const end = endOfHeld(scan, at + quote.holds[0].length, { close: quote.holds[1], depth })
      if (end === 'unsure') return end
      at = end
    } else if (quote.escapes && source[at] === '\\') at += 2
    else if (source.startsWith(close, at)) {
      const end = at + close.length
      if (!quote.doubles || !source.startsWith(close, end)) return end
      at = end + close.length
    } else if (source[at] === '\n' && !quote.lines) return 'unsure'
    else at += 1
  }
  return 'unsure'
}

/** Code within a text, up to what closes it. */
function endOfHeld(
  scan: Scan,
  from: number,
  { close, depth }: { readonly close: string; readonly depth: number },
): number | 'unsure' {
  const open = close === ')' ? '(' : '{'
  let opened = 1
  let at = from
  while (at < scan.source.length) {
    const quote = readQuote(scan, at, depth + 1)
    if (quote === 'unsure') return quote
    if (quote !== undefined) {
      at = quote
      continue
    }
    if (scan.source[at] === open) opened += 1
    if (scan.source[at] === close) opened -= 1
    at += 1
    if (opened === 0) return at
  }
  return 'unsure'
}

/** After an operator, or where a statement begins, a slash divides nothing. */
function maybeRegex(source: string, at: number): boolean {
  const before = source.slice(Math.max(0, at - 40), at).trimEnd()
  return /(?:^|[(=,:[!&|?{};~<>+*%-]|\b(?:return|in|split|grep|map|if|unless|and|or|not))$/.test(before)
}
