import rehypeRaw from 'rehype-raw'
import rehypeSanitize from 'rehype-sanitize'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import remarkRehype from 'remark-rehype'
import { unified } from 'unified'

interface RenderedPage {
  /** How often each element occurs. */
  readonly elements: Readonly<Record<string, number>>
  readonly links: readonly string[]
  /** All text outside of code, where GitHub looks for mentions and references; code is replaced by a space. */
  readonly prose: string
}

const pipeline = unified()
  .use(remarkParse)
  .use(remarkGfm)
  .use(remarkRehype, { allowDangerousHtml: true })
  .use(rehypeRaw)
  .use(rehypeSanitize)

type Root = ReturnType<typeof pipeline.runSync>
type RootContent = Root['children'][number]
type Element = Extract<RootContent, { type: 'element' }>

/** Markdown as GitHub renders it before it looks for mentions and references: GFM, raw HTML, its sanitiser. */
export function renderLikeGitHub(markdown: string): RenderedPage {
  const tree = pipeline.runSync(pipeline.parse(markdown))
  const elements: Record<string, number> = {}
  const links: string[] = []
  visit(tree, (element) => {
    elements[element.tagName] = (elements[element.tagName] ?? 0) + 1
    if (element.tagName === 'a') links.push(String(element.properties.href))
  })
  return { elements, links, prose: prose(tree) }
}

function visit(node: Root | Element, look: (element: Element) => void): void {
  for (const child of node.children) {
    if (child.type !== 'element') continue
    look(child)
    visit(child, look)
  }
}

function prose(node: Root | RootContent): string {
  if (node.type === 'text') return node.value
  if (node.type === 'element' && (node.tagName === 'code' || node.tagName === 'pre')) return ' '
  return 'children' in node ? node.children.map(prose).join('') : ''
}
