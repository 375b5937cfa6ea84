/** A fenced code block of a Markdown text. */
export interface Fence {
  /** The info string after the opening fence, trimmed. */
  readonly info: string
  /** 1-based line of the opening fence; the content starts on the next one. */
  readonly line: number
  readonly content: string
  /** False when the text ends before the closing fence. */
  readonly closed: boolean
}

/**
 * The fenced code blocks of a Markdown text, by CommonMark's rules for fences and for the raw HTML that hides them
 * (spec 0.31, sections 4.5 and 4.6), inside list items too. Linear in the text: Markdown parsers can be made to
 * take minutes by an issue's body, and that body is written by strangers.
 */
export function findFences(markdown: string): readonly Fence[] {
  const fences: Fence[] = []
  let open: OpenFence | undefined
  let htmlEnd: RegExp | undefined
  const lines = markdown.split(/\r\n|\n|\r/)
  for (const [index, line] of lines.entries()) {
    if (open !== undefined) {
      if (!closes(open, line)) open.content.push(withoutIndent(line, open.indent))
      else {
        fences.push(finish(open, true))
        open = undefined
      }
    } else if (htmlEnd !== undefined) {
      if (htmlEnd.test(line)) htmlEnd = undefined
    } else {
      open = openFence(line, index + 1)
      htmlEnd = hiddenUntil(line)
    }
  }
  if (open !== undefined) fences.push(finish(open, false))
  return fences
}

interface OpenFence {
  readonly marker: string
  readonly indent: number
  readonly info: string
  readonly line: number
  readonly content: string[]
}

function openFence(line: string, number: number): OpenFence | undefined {
  const match = /^([ \t]*)(`{3,}|~{3,})(.*)$/s.exec(line)
  if (match === null) return undefined
  const [, indent = '', marker = '', info = ''] = match
  if (marker.startsWith('`') && info.includes('`')) return undefined
  return {
    marker,
    indent: indent.length,
    info: info.trim(),
    line: number,
    content: [],
  }
}

function closes(open: OpenFence, line: string): boolean {
  const text = line.trim()
  return text.length >= open.marker.length && text === open.marker.charAt(0).repeat(text.length)
}

function withoutIndent(line: string, indent: number): string {
  const own = line.length - line.trimStart().length
  return line.slice(Math.min(own, indent))
}

function finish(open: OpenFence, closed: boolean): Fence {
  const { info, line, content } = open
  return { info, line, content: content.join('\n'), closed }
}

/** A fence inside one of these is not a code block, and nobody who reads the page sees it. */
const RAW_HTML: readonly (readonly [start: RegExp, end: RegExp])[] = [
  [/^ {0,3}<!--/, /-->/],
  [/^ {0,3}<(?:script|pre|style|textarea)(?:\s|>|$)/i, /<\/(?:script|pre|style|textarea)>/i],
  [/^ {0,3}<\?/, /\?>/],
  [/^ {0,3}<!\[CDATA\[/, /\]\]>/],
  [/^ {0,3}<![A-Za-z]/, />/],
]

function hiddenUntil(line: string): RegExp | undefined {
  const kind = RAW_HTML.find(([start]) => start.test(line))
  if (kind === undefined) return undefined
  const [, end] = kind
  // A comment may end on the line that opens it.
  return end.test(line) ? undefined : end
}
