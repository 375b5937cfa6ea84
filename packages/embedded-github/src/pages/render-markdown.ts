import rehypeRaw from 'rehype-raw'
import rehypeSanitize, { defaultSchema } from 'rehype-sanitize'
import rehypeStringify from 'rehype-stringify'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import remarkRehype from 'remark-rehype'
import { unified } from 'unified'
import { linkReferences } from './link-references.ts'
import { breakLines, replaceImages } from './markdown-tree.ts'

export interface MarkdownContext {
  /** `http://127.0.0.1:PORT`, or empty for links relative to the server. */
  readonly url: string
  readonly owner: string
  readonly repo: string
  /** Comments keep the ends of lines, files do not. */
  readonly lineBreaks?: boolean
  /** `link` shows an image as a link, so that looking at a page asks no other server; `keep` is what GitHub's own HTML has. */
  readonly images?: 'keep' | 'link'
}

/**
 * HTML as GitHub would show it: its Markdown, its allow-list of elements and attributes, and links for `@mentions` and `#12`
 * outside of code. Safe to put into a page as it is. Text that is nested to harm the parser is shown as it was written.
 */
export function renderMarkdown(text: string, context: MarkdownContext): string {
  if (TOO_DEEP.test(text)) return asWritten(text)
  try {
    return toHtml(text, context)
  } catch (error) {
    // Elements nested by the thousand exhaust the stack of every tree walk.
    if (error instanceof RangeError) return asWritten(text)
    throw error
  }
}

/** Quotes and lists inside one another: the parser takes seconds for a line of some thousand. */
const TOO_DEEP = /^[ \t]*(?:>[ \t]*|(?:[-*+]|\d{1,9}[.)])[ \t]+){20}/m

function toHtml(text: string, context: MarkdownContext): string {
  const html = unified()
    .use(remarkParse)
    .use(remarkGfm)
    // A boolean in place of options switches a plugin on or off.
    .use(breakLines, context.lineBreaks ?? true)
    .use(remarkRehype, { allowDangerousHtml: true })
    .use(rehypeRaw)
    .use(rehypeSanitize, defaultSchema)
    .use(replaceImages, context.images ?? 'keep')
    .use(linkReferences, context)
    .use(rehypeStringify)
    .processSync(text)
  return String(html)
}

function asWritten(text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  return `<pre>${escaped}</pre>`
}
