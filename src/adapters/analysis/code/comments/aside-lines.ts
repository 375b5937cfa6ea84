import { extname } from 'node:path/posix'
import { grammarOf } from '../../complexity/grammar.ts'
import { plainTree, type SyntaxNode } from '../../syntax/syntax-node.ts'
import { grammarNameOf } from '../grammar-name-of.ts'
import { isDocumentation } from '../idle.ts'
import { itemsOfTests } from '../rust/items-of-tests.ts'
import { commentLinesOf } from './comment-lines.ts'
import { COMMENT_STYLES } from './comment-style.ts'
import { scanComments } from './scan-comments.ts'

/** What a line of a source file is, where it is nothing that a machine is told. */
export type Aside = 'empty lines' | 'comments' | 'tests'

/** From an offset up to another, in the order of the text. */
interface Span {
  readonly start: number
  readonly end: number
  readonly what: Exclude<Aside, 'empty lines'>
}

/**
 * For each line of a text whether it is code (undefined) or something beside it: who explains and tests what it does is not to be
 * larger for it. Where the language is not known, or its grammar cannot read the text, all that is written counts.
 */
export async function asideLines(
  path: string,
  text: string,
  mayGoOn: () => boolean,
): Promise<readonly (Aside | undefined)[]> {
  const spans = text.length > MAX_CHARACTERS ? [] : await spansOf(path, text, mayGoOn)
  let at = 0
  let next = 0
  return text.split('\n').map((line) => {
    const start = at + line.length - line.trimStart().length
    const end = at + line.trimEnd().length
    at += line.length + 1
    if (start >= end) return 'empty lines'
    while ((spans[next]?.end ?? end) < end && (spans[next]?.end ?? 0) <= start) next += 1
    return isWithin(spans, next, { start, end })
  })
}

const MAX_CHARACTERS = 500_000

/** Whether spans that follow each other cover all of a line. */
function isWithin(
  spans: readonly Span[],
  from: number,
  { start, end }: Omit<Span, 'what'>,
): Aside | undefined {
  const first = spans[from]
  let covered = start
  for (let at = from; at < spans.length && covered < end; at += 1) {
    const span = spans[at]
    if (!span || span.start > covered) return undefined
    covered = Math.max(covered, span.end)
  }
  return covered >= end ? first?.what : undefined
}

async function spansOf(path: string, text: string, mayGoOn: () => boolean): Promise<readonly Span[]> {
  const grammar = grammarNameOf(path)
  if (grammar !== undefined) return byGrammar({ path, source: text, grammar }, mayGoOn)
  const style = COMMENT_STYLES.get(extname(path).toLowerCase())
  if (style) {
    const scanned = scanComments({ source: text, style, isRead: () => false })
    return (scanned?.comments ?? []).map((one) => ({ ...one, what: 'comments' }))
  }
  return byLines(path, text)
}

function byLines(path: string, text: string): readonly Span[] {
  const known = commentLinesOf(path, text)
  let at = 0
  return (known?.lines ?? []).flatMap((line, index): Span[] => {
    const start = at
    at += line.length + 1
    return known?.isComment(line, index) ? [{ start, end: start + line.length, what: 'comments' }] : []
  })
}

async function byGrammar(
  code: { readonly path: string; readonly source: string; readonly grammar: string },
  mayGoOn: () => boolean,
): Promise<readonly Span[]> {
  const tree = (await grammarOf(code.grammar)).parse(code.source, mayGoOn)
  if (!tree) return []
  try {
    // A grammar may take text that it does not understand for a comment.
    if (tree.rootNode.hasError) return []
    const root = plainTree(tree, mayGoOn)
    return root ? spansIn(root, code) : []
  } finally {
    tree.delete()
  }
}

function spansIn(root: SyntaxNode, code: { path: string; source: string; grammar: string }): readonly Span[] {
  const found: Span[] = []
  const tests = itemsOfTests(root, code)
  const visit = (node: SyntaxNode) => {
    const { start, end } = node
    if (tests.has(node)) found.push({ start, end, what: 'tests' })
    else if (/^(?:\w+_)?comment$/.test(node.type) || isDocumentation(node, code))
      found.push({ start, end, what: 'comments' })
    else node.children.forEach(visit)
  }
  visit(root)
  return found
}
