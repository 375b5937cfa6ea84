import { squeezed, textOf } from '../../../syntax/source.ts'
import { childOf, namedChildren, type SyntaxNode } from '../../../syntax/syntax-node.ts'
import type { Assertion } from '../test-file.ts'
import type { TestDeclaration } from './declared.ts'

/** `RSpec::Matchers.define :hold do |n| … end`, which `to hold(1)` calls. */
export function declaredMatcher(source: string, node: SyntaxNode): TestDeclaration | undefined {
  if (
    node.type !== 'call' ||
    !/^(?:define|define_negated_matcher|matcher)$/.test(textOf(source, childOf(node, 'method')))
  )
    return undefined
  const [name] = namedChildren(childOf(node, 'arguments'))
  const body = childOf(node, 'block')
  if (name?.type !== 'simple_symbol' || !body) return undefined
  return { kind: 'helper', name: textOf(source, name).slice(1, 200), head: '', body, tables: [] }
}

/** `match { |tea| tea.cups == n }` fails unless its last expression holds. */
export function matchedBy(source: string, node: SyntaxNode): Omit<Assertion, 'guards'> | undefined {
  const isMethod = node.type === 'method' && textOf(source, childOf(node, 'name')) === 'matches?'
  const isBlock =
    node.type === 'call' && textOf(source, childOf(node, 'method')) === 'match' && !childOf(node, 'receiver')
  const block = isMethod ? childOf(node, 'body') : isBlock ? childOf(node, 'block') : undefined
  const body = block && isBlock ? (childOf(block, 'body') ?? block) : block
  const last = namedChildren(body).at(-1)
  if (!last) return undefined
  return { verb: 'unless fail', args: [squeezed(textOf(source, last))], line: last.line }
}
