import { replaceTexts, type TreeNode } from './markdown-tree.ts'
import type { MarkdownContext } from './render-markdown.ts'

/** Turns `@mentions`, `#12` and `owner/repo#12` into links, except in code and in links. For the HTML tree, after sanitising. */
export function linkReferences(context: MarkdownContext): (tree: TreeNode) => void {
  return (tree) =>
    replaceTexts(tree, ['a', 'code', 'pre', 'tt', 'kbd', 'samp'], (text) => linked(text, context))
}

const NAME = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})'

/** Neither in the middle of a word nor of an address. */
const REFERENCE = new RegExp(
  [
    `(?<![\\w/@.-])@(?<login>${NAME}(?:/[\\w.-]+)?)`,
    `(?<![\\w/.-])(?<place>${NAME}/[\\w.-]+)#(?<there>\\d{1,9})\\b`,
    `(?<![\\w&/.-])(?:#|GH-)(?<here>\\d{1,9})\\b`,
  ].join('|'),
  'g',
)

function linked(text: string, context: MarkdownContext): TreeNode[] {
  const nodes: TreeNode[] = []
  let end = 0
  for (const match of text.matchAll(REFERENCE)) {
    if (match.index > end) nodes.push({ type: 'text', value: text.slice(end, match.index) })
    nodes.push(linkOf(match[0], match.groups ?? {}, context))
    end = match.index + match[0].length
  }
  if (end < text.length) nodes.push({ type: 'text', value: text.slice(end) })
  return nodes
}

function linkOf(
  text: string,
  { login, place, there, here }: Readonly<Record<string, string | undefined>>,
  { url, owner, repo }: MarkdownContext,
): TreeNode {
  const mention = login !== undefined
  const href = mention ? `${url}/${login}` : `${url}/${place ?? `${owner}/${repo}`}/issues/${there ?? here}`
  return {
    type: 'element',
    tagName: 'a',
    properties: { href, className: [mention ? 'user-mention' : 'issue-link'] },
    children: [{ type: 'text', value: text }],
  }
}
