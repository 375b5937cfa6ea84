import { html } from 'hono/html'
import type { Nodes, Parents, Table } from 'mdast'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { fullStop, sentence } from '../../messages/foreign/foreign-text.ts'
import type { Markup } from './markup.ts'
import { wide } from './wide.ts'

export interface MarkdownContext {
  /** Address of the repository's page, to which `#12` leads; without it, it leads nowhere. */
  readonly repositoryUrl?: string | undefined
}

/**
 * Texts of ours, which are written for GitHub, as HTML of the same words. Foreign text in them is code by the time it comes here; should
 * some be more than that, it is shown as it was written: only elements and links that our own texts have become any.
 */
export function markdown(text: string, context: MarkdownContext): Markup {
  return children(parser.parse(text), context)
}

/** The same of one line, without a paragraph around it. */
export function inline(text: string, context: MarkdownContext): Markup {
  const [first, ...rest] = parser.parse(text).children
  if (first?.type !== 'paragraph' || rest.length > 0) return html`${text}`
  return children(first, context)
}

/** A clause of ours, which may quote, as a sentence. */
export function sentenceOf(clause: string, context: MarkdownContext): Markup {
  const text = `${clause.slice(0, 1).toUpperCase()}${clause.slice(1)}`
  return inline(fullStop(sentence(text, MAX_SENTENCE)), context)
}

const MAX_SENTENCE = 2_000

const parser = unified().use(remarkParse).use(remarkGfm)

function children(node: Parents, context: MarkdownContext): Markup {
  return html`${node.children.map((child) => render(child, context))}`
}

function render(node: Nodes, context: MarkdownContext): Markup {
  switch (node.type) {
    case 'text':
      return withReferences(node.value, context)
    case 'inlineCode':
      return html`<code>${node.value}</code>`
    case 'code':
      return html`<pre tabindex="0"><code>${node.value}</code></pre>`
    case 'html':
      return ownElements(node.value)
    case 'break':
      return html`<br>`
    case 'table':
      return table(node, context)
    case 'link':
      return isWebAddress(node.url)
        ? html`<a href="${node.url}" rel="noreferrer">${children(node, context)}</a>`
        : children(node, context)
    case 'strong':
      return html`<strong>${children(node, context)}</strong>`
    case 'emphasis':
      return html`<em>${children(node, context)}</em>`
    case 'paragraph':
      return html`<p>${children(node, context)}</p>`
    case 'heading':
      return html`<p><strong>${children(node, context)}</strong></p>`
    case 'blockquote':
      return html`<blockquote>${children(node, context)}</blockquote>`
    case 'list':
      return html`<ul>${children(node, context)}</ul>`
    case 'listItem':
      return html`<li>${children(node, context)}</li>`
    default:
      return 'children' in node ? children(node, context) : html`${'value' in node ? node.value : ''}`
  }
}

function table({ children: [heading, ...rows] }: Table, context: MarkdownContext): Markup {
  const cells = (row: Table['children'][number] | undefined) =>
    row?.children.map((cell) => children(cell, context)) ?? []
  const names = cells(heading)
  return wide(
    'Table',
    html`<table><thead><tr>${names.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${cells(row).map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody></table>`,
  )
}

const OWN_ELEMENT = /(<\/?(?:details|summary|sub|code|br)>)/
const COMMENT = /^<!--[\s\S]*-->$/

/** Of HTML, what our own texts are made of. */
function ownElements(text: string): Markup {
  if (COMMENT.test(text)) return html``
  return html`${text.split(OWN_ELEMENT).map((part) => ELEMENTS[part] ?? html`${part}`)}`
}

const ELEMENTS: Readonly<Record<string, Markup | undefined>> = {
  '<details>': html`<details>`,
  '</details>': html`</details>`,
  '<summary>': html`<summary>`,
  '</summary>': html`</summary>`,
  '<sub>': html`<small>`,
  '</sub>': html`</small>`,
  '<code>': html`<code>`,
  '</code>': html`</code>`,
  '<br>': html`<br>`,
}

/** As GitHub links them. */
function withReferences(text: string, { repositoryUrl }: MarkdownContext): Markup {
  if (repositoryUrl === undefined) return html`${text}`
  const parts = text.split(/(?<![\w/])#([1-9]\d{0,9})\b/)
  return html`${parts.map((part, at) =>
    at % 2 === 0
      ? html`${part}`
      : html`<a href="${repositoryUrl}/issues/${part}" rel="noreferrer">#${part}</a>`,
  )}`
}

function isWebAddress(url: string): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)
}
