import type { SyntaxNode } from './syntax-node.ts'

/** Nobody reads more of one expression. */
const MAX_TEXT = 4_000

/** The text of a node. */
export function textOf(source: string, node: SyntaxNode | undefined): string {
  return node ? source.slice(node.start, Math.min(node.end, node.start + MAX_TEXT)) : ''
}

const PARTS = /("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\[\s\S])*`)|\s*([^\w\s"'`])\s*|\s+/g

/** Without the white space that means nothing: equal for two ways of laying out the same expression. */
export function squeezed(text: string): string {
  return text
    .trim()
    .replace(PARTS, (_, string?: string, sign?: string) => string ?? sign ?? ' ')
    .replace(/,(?=[)\]}])/g, '')
    .replace(/;$/, '')
}
