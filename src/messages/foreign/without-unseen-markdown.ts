import type { Nodes, Root } from 'mdast'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { hiddenRanges, shownTag, shownUrl, type Tag, tagsIn } from './seen-html.ts'
import { formula, withoutUnseenMath } from './seen-math.ts'

/**
 * Without what Markdown holds and a reader does not see: pictures with their alternative text, titles that show on hover, definitions
 * that nothing uses, attributes of HTML, what stands behind the language of a code block. Code is seen as it is, and stays.
 */
export function withoutUnseenMarkdown(text: string): string {
  // Most of what a run writes is one plain line, and it is written at every look.
  if (!CAN_HIDE.test(text)) return text
  const tree = isReadable(text) ? parse(text) : undefined
  // What nobody writes in good faith loses the signs that could hide anything.
  if (!tree) return text.replace(/[[\]<>!`]/g, '')
  const context: Context = { text, definitions: new Map(), shown: new Set(), notes: [] }
  const tags: Tag[] = []
  visit(tree, (node) => collect(node, context, tags))
  const edits: Edit[] = hiddenRanges(tags, text.length).map((range) => ({ ...range, seen: '' }))
  visit(tree, (node) => {
    const { all, some } = seenOf(node, context)
    edits.push(...some)
    if (all !== undefined) edits.push({ ...placeOf(node), seen: all })
    return all === undefined
  })
  return applied(text, edits)
}

/** What links, pictures, footnotes, definitions, code, HTML and formulas begin with; nothing else hides anything. */
const CAN_HIDE = /[[`~<$]/

/** What has to be known of the whole text before any part of it can be judged. */
function collect(node: Nodes, { text, definitions, shown, notes }: Context, tags: Tag[]): void {
  if (node.type === 'definition' && !definitions.has(node.identifier))
    definitions.set(node.identifier, node.url)
  // The label of other references is what is shown of them.
  if (node.type === 'linkReference' && node.referenceType !== 'full') shown.add(node.identifier)
  if (node.type === 'footnoteReference' && !notes.includes(node.identifier)) notes.push(node.identifier)
  if (node.type !== 'html') return
  const { start, end } = placeOf(node)
  tags.push(...tagsIn(text.slice(start, end), start))
}

/** Reading takes time that grows with the square of how many of these there are, and depth that grows with how they are nested. */
function isReadable(text: string): boolean {
  const counts = MOST.map(([sign, most]) => (text.match(sign)?.length ?? 0) <= most)
  return counts.every(Boolean) && !NESTED.test(text)
}

const MOST: readonly (readonly [sign: RegExp, most: number])[] = [
  [/\[/g, 3_000],
  [/\]/g, 3_000],
  [/\n/g, 8_000],
  [/</g, 5_000],
  [/[*_~`]/g, 8_000],
  // What may end an emphasis is compared with all before it that may begin one.
  [/(?<=\S)(?:[*~]+|_+(?!\w))/g, 1_000],
  [/[|]/g, 20_000],
]
/** Quotations and lists in each other, opened on one line. */
const NESTED = /^(?:[ \t]{0,4}(?:>|[*+-][ \t]|\d{1,9}[.)][ \t])){30}/m

/** Undefined where it is nested deeper than the stack. */
function parse(text: string): Root | undefined {
  try {
    return parser.parse(text)
  } catch {
    return undefined
  }
}

const parser = unified().use(remarkParse).use(remarkGfm)

interface Edit {
  readonly start: number
  readonly end: number
  /** What stays of it. */
  readonly seen: string
}

interface Context {
  readonly text: string
  /** Where the first definition of a label leads. */
  readonly definitions: Map<string, string>
  /** Labels that stand on the page. */
  readonly shown: Set<string>
  /** Labels of footnotes, in the order in which they are numbered. */
  readonly notes: string[]
}

interface SeenParts {
  /** What stays of the node as a whole; undefined where its children are to be looked at. */
  readonly all?: string | undefined
  /** What stays of parts of it that are not children. */
  readonly some: readonly Edit[]
}

const whole = (all: string): SeenParts => ({ all, some: [] })
const UNTOUCHED: SeenParts = { some: [] }

function seenOf(node: Nodes, context: Context): SeenParts {
  const { text, definitions, shown, notes } = context
  const { start, end } = placeOf(node)
  const source = text.slice(start, end)
  switch (node.type) {
    case 'image':
    case 'imageReference':
      return whole('')
    case 'definition':
      if (!shown.has(node.identifier) || shownUrl(node.url) === '') return whole('')
      return whole(`[${node.label ?? node.identifier}]: ${node.url}`)
    case 'footnoteReference':
      return whole(`[^${notes.indexOf(node.identifier) + 1}]`)
    case 'footnoteDefinition':
      if (!notes.includes(node.identifier)) return whole('')
      return numbered(source, start, notes.indexOf(node.identifier) + 1)
    case 'link':
      return source.startsWith('[') ? link(node, node.url, context) : UNTOUCHED
    case 'linkReference':
      return node.referenceType === 'full'
        ? link(node, definitions.get(node.identifier) ?? '', context)
        : UNTOUCHED
    case 'code':
      return /^[`~]/.test(source) ? fence(node, source) : UNTOUCHED
    case 'html':
      return html(source, start)
    case 'text':
      return whole(withoutUnseenMath(source))
    default:
      return UNTOUCHED
  }
}

/** `[words](where it leads)`: nothing of one without words, and only the words of one that leads nowhere. */
function link(
  node: Extract<Nodes, { type: 'link' | 'linkReference' }>,
  url: string,
  { text }: Context,
): SeenParts {
  const { start, end } = placeOf(node)
  const last = node.children.at(-1)
  if (!last) return whole('')
  const from = placeOf(last).end
  const target = shownUrl(url)
  const seen = target === '' ? '' : `](${target})`
  const opening = target === '' ? [{ start, end: start + 1, seen: '' }] : []
  return text.slice(from, end) === seen ? UNTOUCHED : { some: [...opening, { start: from, end, seen }] }
}

/** A footnote shows its number, and not what it is called. */
function numbered(source: string, start: number, number: number): SeenParts {
  const label = /^\[\^[^\]\n]*\]:/.exec(source)?.[0]
  return label === undefined
    ? whole('')
    : { some: [{ start, end: start + label.length, seen: `[^${number}]:` }] }
}

/** What stands behind the name of the language is not shown, nor is a name that is none. */
function fence(node: Extract<Nodes, { type: 'code' }>, source: string): SeenParts {
  const language = node.lang ?? ''
  const isName = /^[a-z0-9+#]{1,15}(?:[-_.][a-z0-9+#]{1,10})?$/i.test(language)
  const head = /^([`~]{3,})[^\n]*/.exec(source)
  if (!head) return UNTOUCHED
  const rest = source.slice(head[0].length)
  const shown = `${head[1]}${isName ? language : ''}`
  if (language === 'math') return whole(`${shown}${formula(rest)}`)
  return whole(head[0].trimEnd() === shown ? source : `${shown}${rest}`)
}

/** Of the tags only their names stay, and where a link leads; what stands between them is seen. */
function html(source: string, start: number): SeenParts {
  const some = tagsIn(source, start).map((tag) => ({ start: tag.start, end: tag.end, seen: shownTag(tag) }))
  return { some }
}

function applied(text: string, edits: readonly Edit[]): string {
  let kept = ''
  let from = 0
  for (const { start, end, seen } of edits.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    // Inside of another that is edited as a whole, or beginning in it.
    if (start < from) {
      from = Math.max(from, end)
      continue
    }
    kept += text.slice(from, start) + seen
    from = end
  }
  return kept + text.slice(from)
}

function placeOf({ position }: Nodes): { start: number; end: number } {
  return { start: position?.start.offset ?? 0, end: position?.end.offset ?? 0 }
}

/** Every node before its children; `look` answers false where the children are not looked at. */
function visit(root: Root, look: (node: Nodes) => unknown): void {
  const stack: Nodes[] = [root]
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (look(node) === false) continue
    if ('children' in node) stack.push(...node.children.toReversed())
  }
}
