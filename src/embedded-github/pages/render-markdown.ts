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
 * outside of code. Safe to put into a page as it is.
 */
export function renderMarkdown(text: string, context: MarkdownContext): string {
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
