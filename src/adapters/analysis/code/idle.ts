import type { SyntaxNode } from '../syntax/syntax-node.ts'
import type { Code } from './meaning.ts'

/** A statement that can be left out: nothing reads its value and computing it does nothing. */
export function isIdle(node: SyntaxNode, code: Code): boolean {
  if (EMPTY_STATEMENTS.has(node.type)) return true
  if (isEmptyBlock(node)) return true
  if (!isStatement(node) || isDirective(node, code)) return false
  const [first] = node.children.filter(({ named }) => named)
  // A semicolon alone, and a block of nothing.
  if (first === undefined) return true
  if (BLOCKS.has(first.type)) return isEmpty(first)
  if (!node.children.every((child) => !child.named || isLiteral(child))) return false
  return !isDocumentation(node, code) || !isReadDocumentation(node, code)
}

/** `pass` stands where nothing else does; in a block that does something it does nothing as well. */
const EMPTY_STATEMENTS = new Set(['empty_statement', 'pass_statement'])

const BLOCKS = new Set(['statement_block', 'compound_statement', 'block', 'empty_block'])
const HOLD_STATEMENTS = new Set([
  'program',
  'translation_unit',
  'compilation_unit',
  'class_body',
  'global_statement',
  'source_file',
  'statement_list',
  ...BLOCKS,
])

/** A block of nothing that is a statement of its own, and not what a condition or a function runs. */
function isEmptyBlock({ type, parent, children }: SyntaxNode): boolean {
  return BLOCKS.has(type) && parent !== undefined && HOLD_STATEMENTS.has(parent.type) && isEmpty({ children })
}

function isEmpty({ children }: Pick<SyntaxNode, 'children'>): boolean {
  return children.every(({ type }) => /^[{}]$/.test(type) || type.includes('comment'))
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

const SCRIPTS = ['javascript', 'typescript', 'tsx']

/** `'use strict'` changes what follows. */
function isDirective(node: SyntaxNode, { source, grammar }: Code): boolean {
  return SCRIPTS.includes(grammar) && /^['"]use /.test(source.slice(node.start, node.start + 5))
}

/** A documentation string of Python, by where it stands. */
export function isDocumentation(node: SyntaxNode, { grammar }: Code): boolean {
  if (grammar !== 'python' || node.type !== 'expression_statement') return false
  const first = node.parent?.children.find(({ named, type }) => named && type !== 'comment')
  return (
    first === node && node.children.some(({ type }) => type === 'string' || type === 'concatenated_string')
  )
}

/** Programs answer with it, parse by it, or it holds examples that are run. */
function isReadDocumentation(node: SyntaxNode, { source }: Code): boolean {
  if (/>>>/.test(source.slice(node.start, node.end)) || READS_DOCUMENTATION.test(source)) return true
  const owner = node.parent?.parent
  if (owner?.type !== 'function_definition') return false
  const name = owner.children.find(({ field }) => field === 'name')
  return (
    owner.parent?.type === 'decorated_definition' ||
    // Some libraries define grammars in documentation strings.
    (name !== undefined && /^[pt]_/.test(source.slice(name.start, name.start + 2)))
  )
}

const READS_DOCUMENTATION = /__doc__|\bdocopt\b|\bgetdoc\b|\bpdoc_/
