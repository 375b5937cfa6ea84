import { squeezed, textOf } from '../../../syntax/source.ts'
import { childOf, type SyntaxNode } from '../../../syntax/syntax-node.ts'

/** A test, a group of tests, or a function beside them. */
export interface TestDeclaration {
  readonly kind: 'test' | 'group' | 'helper'
  readonly name: string
  /** What is said of it before its body: decorators, annotations, options. */
  readonly head: string
  /** What has it run again when it fails, as written; absent where nothing has. */
  readonly retries?: readonly string[]
  readonly body: SyntaxNode | undefined
  /** What it is called with, where that may hold its cases. */
  readonly tables: readonly SyntaxNode[]
}

export type Declare = (source: string, node: SyntaxNode) => TestDeclaration | undefined

const FUNCTIONS = new Set([
  'arrow_function',
  'function_expression',
  'function',
  'generator_function',
  'anonymous_function',
  'func_literal',
  'lambda_expression',
  'anonymous_method_expression',
  'arrow_function_expression',
])

export function isFunction({ type }: SyntaxNode): boolean {
  return FUNCTIONS.has(type)
}

/** With the blocks of Ruby. */
export function isFunctionLiteral(node: SyntaxNode): boolean {
  return isFunction(node) || /^(?:do_block|block|lambda)$/.test(node.type)
}

/** By the name and the body that the grammar knows of it. */
export function named(kind: TestDeclaration['kind'], source: string, node: SyntaxNode): TestDeclaration {
  const name = squeezed(textOf(source, childOf(node, 'name'))).slice(0, 200)
  return { kind, name, head: '', body: childOf(node, 'body'), tables: [] }
}
