import { textOf } from '../../../syntax/source.ts'
import { childOf, namedChildren, type SyntaxNode } from '../../../syntax/syntax-node.ts'

const FUNCTIONS = /^(?:function_declaration|function_definition|arrow_function|function_expression)$/
const known = new WeakMap<SyntaxNode, boolean>()

/**
 * In JavaScript and Python, a `throw` or `raise` on a condition in a function that answers nothing and that is no part of anything
 * else: what such a function is called for is to fail. What stands in for something throws as well, but it answers.
 */
export function isHelperFailure(source: string, node: SyntaxNode, guards: readonly string[]): boolean {
  if (!/^(?:throw_statement|raise_statement)$/.test(node.type) || namedChildren(node).length === 0)
    return false
  const own = functionAround(node)
  if (!own || !isAtTop(own) || answers(own)) return false
  const given = new Set(textOf(source, childOf(own, 'parameters', 'parameter')).match(/[A-Za-z_$][\w$]*/g))
  return (guards.at(-1)?.match(/[A-Za-z_$][\w$]*/g) ?? []).some((word) => given.has(word))
}

function functionAround(node: SyntaxNode): SyntaxNode | undefined {
  let at = node.parent
  while (at && !FUNCTIONS.test(at.type)) at = at.parent
  return at
}

function isAtTop(node: SyntaxNode): boolean {
  let at = node.parent
  while (at && /^(?:variable_declarator|lexical_declaration|export_statement)$/.test(at.type)) at = at.parent
  return at !== undefined && /^(?:program|module)$/.test(at.type)
}

function answers(own: SyntaxNode): boolean {
  const before = known.get(own)
  if (before !== undefined) return before
  const body = childOf(own, 'body')
  const does = body === undefined || !/block$/.test(body.type) || returnsValue(body)
  known.set(own, does)
  return does
}

function returnsValue(node: SyntaxNode): boolean {
  return node.children.some(
    (child) =>
      (child.type === 'return_statement' && namedChildren(child).length > 0) ||
      (!FUNCTIONS.test(child.type) && returnsValue(child)),
  )
}
