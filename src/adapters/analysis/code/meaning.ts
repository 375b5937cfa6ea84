import type { SyntaxNode } from '../syntax/syntax-node.ts'

export interface Meaning {
  /** Equal for two texts that do the same, however they are laid out and commented. */
  readonly meaning: string
  /** Of the comments and documentation strings, in their order. */
  readonly comments: string
}

interface Language {
  readonly source: string
  /** As tree-sitter names it. */
  readonly grammar: string
}

/**
 * The syntax tree as text, without comments, layout, and statements that do nothing by themselves: documentation strings, bare
 * literals, lone semicolons. Nothing is evaluated: `if (false)` and a function that nobody calls count as code.
 */
export function meaning(root: SyntaxNode, language: Language): Meaning {
  const parts: string[] = []
  const comments: string[] = []
  const visit = (node: SyntaxNode) => {
    if (isComment(node, language) || isIdle(node, language)) {
      comments.push(language.source.slice(node.start, node.end).replace(/\s+/g, ' '))
      return
    }
    if (node.children.length === 0) {
      if (!isLayout(node, language)) parts.push(leaf(node, language))
      return
    }
    parts.push(`(${node.type}`)
    let end = node.start
    for (const child of node.children) {
      parts.push(...between(node, language.source.slice(end, child.start)))
      visit(child)
      end = child.end
    }
    parts.push(...between(node, language.source.slice(end, node.end)), ')')
  }
  for (const child of root.children) visit(child)
  return { meaning: parts.join('\u0001'), comments: comments.join('\n') }
}

/** Text that no node stands for: that of a string around its escapes, where white space counts as well. */
function between({ type }: SyntaxNode, text: string): readonly string[] {
  if (text === '') return []
  const isText = type !== 'concatenated_string' && /string|content|fragment|heredoc|template|regex/.test(type)
  return isText || text.trim() !== '' ? [text] : []
}

/** A directive to a tool (`// eslint-disable`, `# type: ignore`) is a comment too: it changes nothing that runs. */
function isComment({ type, start, end }: SyntaxNode, { source, grammar }: Language): boolean {
  const comment = type === 'comment' || type.endsWith('_comment')
  const text = source.slice(start, end)
  // Annotations of PHP stand in comments, and frameworks read them.
  if (grammar === 'php' && /@[A-Z]/.test(text)) return false
  return comment && !READ_BY_COMPILERS.test(text.slice(0, 40))
}

/** Build constraints and embedded files of Go, interpreters, encodings, the function that JSX calls, what bundlers obey. */
const READ_BY_COMPILERS =
  /^(?:\/\/go:|\/\/ ?\+build|#!|# ?(?:-\*-|frozen_string_literal|encoding|coding)|\/\*\*? ?@jsx|\/\*\s*(?:webpack[A-Z]|@vite|[@#]__))/

const SCRIPTS = ['javascript', 'typescript', 'tsx']

/** Signs that a formatter puts in and takes out: semicolons of scripts, a comma before what closes. */
function isLayout(node: SyntaxNode, { source, grammar }: Language): boolean {
  if (node.named) return node.start === node.end
  const text = source.slice(node.start, node.end)
  if (text === ';') return SCRIPTS.includes(grammar) && node.parent?.type !== 'for_statement'
  if (text !== ',') return text.trim() === ''
  const siblings = node.parent?.children ?? []
  const next = siblings[siblings.indexOf(node) + 1]
  // A tuple of one element is one by its comma.
  const isTuple = node.parent?.type.includes('tuple') && siblings.filter(({ named }) => named).length === 1
  return !isTuple && next !== undefined && !next.named && /^[)\]}]$/.test(source.slice(next.start, next.end))
}

function leaf(node: SyntaxNode, { source, grammar }: Language): string {
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

const LITERALS = new Set(
  [
    'string string_literal interpreted_string_literal raw_string_literal encapsed_string concatenated_string',
    'number integer float integer_literal float_literal int_literal number_literal decimal_integer_literal',
    'true false null nil none None undefined boolean boolean_literal null_literal',
    'unary_expression unary unary_operator binary_expression binary binary_operator boolean_operator not_operator',
    'parenthesized_expression parenthesized_statements ellipsis escape_sequence',
    'string_fragment string_content string_start string_end string_literal_content',
  ].flatMap((line) => line.split(' ')),
)

/** A statement that can be left out: nothing reads its value and computing it does nothing. */
function isIdle(node: SyntaxNode, language: Language): boolean {
  if (node.type === 'empty_statement') return true
  if (!isStatement(node) || isDirective(node, language)) return false
  const [first] = node.children.filter(({ named }) => named)
  return first !== undefined && node.children.every((child) => !child.named || isLiteral(child))
}

/** Where a value that nobody uses is a statement of its own; in languages where the last value is the answer, it is used. */
function isStatement({ type, parent }: SyntaxNode): boolean {
  return (
    type === 'expression_statement' && parent !== undefined && ANSWERS.every((one) => one !== parent.type)
  )
}

/** The value of a Rust block's last expression is the block's; its statements end with a semicolon, and are left to be safe. */
const ANSWERS = ['block_expression', 'arrow_function', 'lambda']

function isLiteral(node: SyntaxNode): boolean {
  return LITERALS.has(node.type) && node.children.every((child) => !child.named || isLiteral(child))
}

/** `'use strict'` changes what follows. */
function isDirective(node: SyntaxNode, { source, grammar }: Language): boolean {
  return SCRIPTS.includes(grammar) && /^['"]use /.test(source.slice(node.start, node.start + 5))
}
