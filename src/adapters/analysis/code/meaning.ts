import type { SyntaxNode } from '../syntax/syntax-node.ts'
import { isReadByTools } from './comments/is-read-by-tools.ts'
import { isIdle } from './idle.ts'
import { emptyReduction, type Reduction } from './normal/reduction.ts'
import { itemsOfTests } from './rust/items-of-tests.ts'
import { readDocumentation } from './rust/read-documentation.ts'

export interface Meaning {
  /** Equal for two texts that do the same, however they are laid out and commented. */
  readonly meaning: string
  /** Of the comments and documentation strings, in their order. */
  readonly comments: string
  /** Of the tests that stand beside the product, as Rust keeps them. */
  readonly tests: string
  /** The names that were written as numbers, in the order of the numbers. */
  readonly names: readonly string[]
}

export interface Code {
  readonly source: string
  /** As tree-sitter names it. */
  readonly grammar: string
  /** Of the file: what reads its comments depends on it. */
  readonly path: string
}

/**
 * The syntax tree as text, without comments, layout, and statements that do nothing by themselves: documentation strings, bare
 * literals, lone semicolons. Nothing more is left out but what a reduction says.
 */
export function meaning(root: SyntaxNode, code: Code, reduction: Reduction = emptyReduction()): Meaning {
  const locals = numberLocals(reduction)
  const parts: string[] = []
  const comments: string[] = []
  const tests: string[] = []
  const beside = itemsOfTests(root, code)
  const read = code.grammar === 'rust' ? readDocumentation(code.source) : NONE
  let into = parts
  const visit = (node: SyntaxNode) => {
    if (reduction.leftOut.has(node)) return
    if (isComment(node, code, read) || isIdle(node, code)) {
      comments.push(code.source.slice(node.start, node.end).replace(/\s+/g, ' '))
      return
    }
    if (node.type === 'command_argument_sep' && node.parent?.children.at(-1) === node) return
    const same = reduction.instead.get(node) ?? withoutParentheses(node, code)
    if (same) return visit(same)
    const text =
      locals.textOf(node) ?? reduction.texts.get(node) ?? (isLeaf(node) ? leaf(node, code) : undefined)
    if (text === undefined) return visitAll(node)
    if (text !== '') into.push(text)
  }
  const visitAll = (node: SyntaxNode) => {
    into.push(`(${node.type}`)
    const order = reduction.order.get(node)
    let end = node.start
    for (const child of order ?? node.children) {
      if (!order) into.push(...between(node, code.source.slice(end, child.start)))
      const outer = into
      if (beside.has(child)) into = tests
      visit(child)
      into = outer
      end = child.end
    }
    if (!order) into.push(...between(node, code.source.slice(end, node.end)))
    into.push(')')
  }
  for (const child of reduction.order.get(root) ?? root.children) {
    into = beside.has(child) ? tests : parts
    visit(child)
  }
  return {
    meaning: parts.join('\u0001'),
    comments: comments.join('\n'),
    tests: tests.join('\u0001'),
    names: locals.names,
  }
}

/** Each function counts its own names, in the order in which they come. */
function numberLocals({ locals }: Reduction) {
  const owners = new Map<SyntaxNode, Map<string, number>>()
  const names: string[] = []
  const textOf = (node: SyntaxNode): string | undefined => {
    const local = locals.get(node)
    if (!local) return undefined
    const known = owners.get(local.owner) ?? new Map<string, number>()
    owners.set(local.owner, known)
    if (!known.has(local.name)) {
      known.set(local.name, known.size)
      names.push(local.name)
    }
    return `\u0002${known.get(local.name)}`
  }
  return { names, textOf }
}

/** Text that no node stands for: that of a string around its escapes, where white space counts as well. */
function between({ type }: SyntaxNode, text: string): readonly string[] {
  if (text === '') return []
  const isText = type !== 'concatenated_string' && /string|content|fragment|heredoc|template|regex/.test(type)
  return isText || text.trim() !== '' ? [text] : []
}

/** What a compiler, a checker or a generator reads is none. */
function isComment(
  { type, parent, start, end }: SyntaxNode,
  { source, path }: Code,
  read: ReadonlySet<number>,
): boolean {
  const isOne = COMMENT.test(type) && !COMMENT.test(parent?.type ?? '')
  return isOne && !read.has(start) && !isReadByTools(source.slice(start, end), path)
}

const COMMENT = /^(?:\w+_)?comment$/
const NONE: ReadonlySet<number> = new Set()

const SCRIPTS = ['javascript', 'typescript', 'tsx']

/** Signs that a formatter puts in and takes out: semicolons of scripts, a comma before what closes. */
function isLayout(node: SyntaxNode, { source, grammar }: Code): boolean {
  if (node.named) return node.start === node.end
  const text = source.slice(node.start, node.end)
  if (text === ';') return isIdleSemicolon(node, grammar)
  if (text !== ',') return text.trim() === ''
  const siblings = node.parent?.children ?? []
  const next = siblings[siblings.indexOf(node) + 1]
  // A tuple of one element is one by its comma.
  const isTuple = node.parent?.type.includes('tuple') && siblings.filter(({ named }) => named).length === 1
  return !isTuple && next !== undefined && !next.named && /^[)\]}]$/.test(source.slice(next.start, next.end))
}

/** Scripts do without any; in Java one that stands alone has no node of its own. */
function isIdleSemicolon({ parent }: SyntaxNode, grammar: string): boolean {
  if (grammar === 'java') return /^(?:block|class_body|program)$/.test(parent?.type ?? '')
  return SCRIPTS.includes(grammar) && parent?.type !== 'for_statement'
}

const isLeaf = ({ children }: SyntaxNode) => children.length === 0

function leaf(node: SyntaxNode, code: Code): string {
  if (isLayout(node, code)) return ''
  const { source, grammar } = code
  const text = source.slice(node.start, node.end)
  if (QUOTES_ALIKE.includes(grammar) && isQuote(node)) return text.replace("'", '"')
  return node.type === 'jsx_text' ? text.trim().replace(/\s+/g, ' ') : text
}

const QUOTES_ALIKE = [...SCRIPTS, 'python']

/** What stands between them is a leaf of its own, and differs where one of them had to be escaped. */
function isQuote({ type, parent }: SyntaxNode): boolean {
  return (
    parent?.type === 'string' && (/^['"]$/.test(type) || type === 'string_start' || type === 'string_end')
  )
}

const PLAIN_PARENTHESES = [...SCRIPTS, 'python', 'go', 'java', 'c-sharp']

/** What stands in parentheses, where the tree says the same without them; undefined where they may say more. */
function withoutParentheses(node: SyntaxNode, { source, grammar }: Code): SyntaxNode | undefined {
  if (node.type !== 'parenthesized_expression' || !PLAIN_PARENTHESES.includes(grammar)) return undefined
  const inner = node.children.filter(({ named }) => named)
  const [only] = inner
  if (inner.length !== 1 || only === undefined || /string|sequence|yield|comment/.test(only.type))
    return undefined
  // They end a chain that may be left early, and a call reads what it is called on.
  return source.slice(only.start, only.end).includes('?') ? undefined : only
}
