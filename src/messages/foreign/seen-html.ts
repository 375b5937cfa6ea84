/** A tag as it stands in a text. */
export interface Tag {
  readonly start: number
  readonly end: number
  readonly name: string
  readonly isClosing: boolean
  readonly attributes: string
}

/** Offsets are those in the whole text, of which `html` begins at `offset`. */
export function tagsIn(html: string, offset: number): readonly Tag[] {
  return [...html.matchAll(/<(\/?)([a-z][a-z0-9-]{0,40})\b([^<>]*)>/gi)].map((found) => ({
    start: offset + found.index,
    end: offset + found.index + found[0].length,
    name: (found[2] ?? '').toLowerCase(),
    isClosing: found[1] === '/',
    attributes: found[3] ?? '',
  }))
}

/** What GitHub's sanitiser lets through, but for pictures: what else is named in a tag, no reader sees. */
const SHOWN = new Set(
  (
    'h1 h2 h3 h4 h5 h6 h7 h8 br b i strong em a pre code tt div ins del sup sub p ol ul table thead tbody tfoot blockquote dl dt dd ' +
    'kbd q samp var hr ruby rt rp li tr td th s strike summary details caption figure figcaption abbr bdo cite dfn mark small span ' +
    'time wbr'
  ).split(' '),
)

/** Of a tag its name stays, and where a link leads; nothing of one that shows nothing. */
export function shownTag({ name, isClosing, attributes }: Tag): string {
  if (!SHOWN.has(name)) return ''
  return isClosing ? `</${name}>` : `<${name}${name === 'a' ? hrefOf(attributes) : ''}>`
}

function hrefOf(attributes: string): string {
  const [, quoted, single] = /(?:^|\s)href=(?:"([^"]{0,2000})"|'([^']{0,2000})')/i.exec(attributes) ?? []
  const url = shownUrl(quoted ?? single ?? '')
  return url === '' ? '' : ` href="${url}"`
}

/** Where a link leads, if it is an address and no message: one with blanks in it, or of a kind that GitHub takes out, is none. */
export function shownUrl(url: string): string {
  const isKnown = /^(?:https?:|mailto:|ftp:|[./#?]|[\w%-]+(?:[./#?]|$))/i.test(url)
  const blanks = url.match(/%(?:20|09|0a|0d|c2%a0)|\+|[_-]/gi)?.length ?? 0
  const words = url.match(/%20|%09|%0a|\+/gi)?.length ?? 0
  if (!isKnown || /[\s<>"`]/.test(url) || url.length > 500 || words > 2 || blanks > 40) return ''
  return url
}

/** Elements whose content no page shows. */
const WITHOUT_CONTENT =
  /^(?:script|style|template|title|head|noscript|noframes|noembed|object|iframe|audio|video|canvas|svg|math|select|datalist|textarea|xmp|dialog|map|frameset)$/

const HIDDEN = /(?:^|\s)hidden(?=[\s=/]|$)/i
const STYLE = /style\s*=/i
/** Wherever in the attributes: what only looks like a style is nothing that a reader sees either. */
const UNSEEN =
  /display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0|font-size\s*:\s*0|color\s*:\s*(?:transparent|white|#fff)/i

function hides(attributes: string): boolean {
  return HIDDEN.test(attributes) || (STYLE.test(attributes) && UNSEEN.test(attributes))
}

/** From tags that show nothing up to what closes them, in the order of the text; `end` is where the text ends. */
export function hiddenRanges(tags: readonly Tag[], end: number): readonly { start: number; end: number }[] {
  const found: { start: number; end: number }[] = []
  let open: { start: number; name: string; depth: number; isSure: boolean } | undefined
  for (const tag of tags) {
    if (open === undefined) {
      const isSure = WITHOUT_CONTENT.test(tag.name)
      if (!tag.isClosing && (isSure || (hides(tag.attributes) && !VOID.test(tag.name))))
        open = { start: tag.start, name: tag.name, depth: 1, isSure }
    } else if (tag.name === open.name) {
      open.depth += tag.isClosing ? -1 : 1
      if (open.depth === 0) {
        found.push({ start: open.start, end: tag.end })
        open = undefined
      }
    }
  }
  // What is never closed hides the rest, where nothing of its content is shown anyway.
  return open?.isSure ? [...found, { start: open.start, end }] : found
}

const VOID = /^(?:img|br|hr|input|wbr|source|col|embed|link|meta|area|base|param|track)$/
