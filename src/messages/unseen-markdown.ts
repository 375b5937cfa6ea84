import type { Nodes, Root } from 'mdast'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'

/**
 * Without what Markdown holds and a reader does not see: pictures with their alternative text, titles that show on hover, definitions
 * that nothing uses, attributes of HTML, what stands behind the language of a code block. Code is seen as it is, and stays.
 */
export function withoutUnseenMarkdown(text: string): string {
  const tree = isReadable(text) ? parse(text) : undefined
  // What nobody writes in good faith loses the signs that could hide anything.
  if (!tree) return text.replace(/[[\]<>!`]/g, '')
  const used = new Set<string>()
  visit(tree, (node) => {
    if (node.type === 'linkReference' || node.type === 'footnoteReference') used.add(node.identifier)
  })
  const edits: Edit[] = []
  visit(tree, (node) => {
    const seen = seenOf(node, { text, used })
    if (seen !== undefined) edits.push({ ...placeOf(node), seen })
    return seen === undefined
  })
  return applied(text, edits)
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
  /** Labels of definitions that some link or footnote uses. */
  readonly used: ReadonlySet<string>
}

/** Undefined where all of the node is seen, or is for its children to say. */
function seenOf(node: Nodes, { text, used }: Context): string | undefined {
  const { start, end } = placeOf(node)
  const source = text.slice(start, end)
  switch (node.type) {
    case 'image':
    case 'imageReference':
      return ''
    case 'definition':
      if (!used.has(node.identifier)) return ''
      return node.title ? `[${node.label ?? node.identifier}]: ${node.url}` : undefined
    case 'footnoteDefinition':
      return used.has(node.identifier) ? undefined : ''
    case 'link':
      return node.title ? `${withoutUnseenMarkdown(labelOf(node, text))}(${node.url})` : undefined
    case 'code':
      return node.meta ? source.replace(/^([`~]{3,}[ \t]*[^\s`]*)[^\n]*/, '$1') : undefined
    case 'html':
      return withoutAttributes(source)
    default:
      return undefined
  }
}

/** `[words]` of a link, as it was written. */
function labelOf(node: Extract<Nodes, { type: 'link' }>, text: string): string {
  const last = node.children.at(-1)
  const { start } = placeOf(node)
  return last ? `${text.slice(start, placeOf(last).end)}]` : '[]'
}

/** Elements whose content no page shows. */
const WITHOUT_CONTENT = /^(?:script|style|template|title|head|noscript|object|iframe|audio|video|canvas)$/i

/** Of the tags only their names stay, and where a link leads; what stands between them is seen. */
function withoutAttributes(html: string): string | undefined {
  let kept = ''
  let from = 0
  let hiding: string | undefined
  for (const tag of html.matchAll(/<(\/?)([a-z][a-z0-9-]{0,40})\b([^<>]*)>/gi)) {
    const [whole, slash = '', name = '', rest = ''] = tag
    if (hiding === undefined) kept += html.slice(from, tag.index)
    from = tag.index + whole.length
    if (hiding !== undefined) {
      if (slash && name.toLowerCase() === hiding) hiding = undefined
      continue
    }
    if (!slash && WITHOUT_CONTENT.test(name)) hiding = name.toLowerCase()
    else if (name.toLowerCase() !== 'img') kept += `<${slash}${name}${hrefOf(name, rest)}>`
  }
  if (hiding === undefined) kept += html.slice(from)
  return kept === html ? undefined : kept
}

function hrefOf(name: string, attributes: string): string {
  if (name.toLowerCase() !== 'a') return ''
  const href = /(?:^|\s)(href=(?:"[^"]{0,2000}"|'[^']{0,2000}'))/i.exec(attributes)?.[1]
  return href ? ` ${href}` : ''
}

function applied(text: string, edits: readonly Edit[]): string {
  let kept = ''
  let from = 0
  for (const { start, end, seen } of edits.toSorted((a, b) => a.start - b.start)) {
    // Inside of another that is edited as a whole.
    if (start < from) continue
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
