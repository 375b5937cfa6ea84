import { childOf, type SyntaxNode } from '../../analysis/syntax/syntax-node.ts'
import type { Edit } from './mutants-of.ts'

/** Languages in which only a run would show it. */
const UNTYPED = /^(?:javascript|typescript|tsx|python)$/

/**
 * A conversion that is forgotten: `list(a)` as `a`, `a.lower()` as `a`. It may make no difference where it stands, so it is asked for
 * only where nothing else can be mistaken.
 */
export function unwrapsOf(node: SyntaxNode, text: string, grammar: string): Edit[] {
  if (!UNTYPED.test(grammar) || !/^call(?:_expression)?$/.test(node.type)) return []
  const kept = keptOf(node)
  if (!kept || node.parent?.type === 'expression_statement') return []
  const of = ({ start, end }: SyntaxNode) => text.slice(start, end)
  return [
    {
      start: node.start,
      end: node.end,
      line: node.line,
      from: of(node).slice(0, 60),
      to: of(kept).slice(0, 2_000),
    },
  ]
}

/** The one argument of a plain function, or what a method without arguments is of. */
function keptOf(call: SyntaxNode): SyntaxNode | undefined {
  const [called, given] = [childOf(call, 'function'), childOf(call, 'arguments')]
  // Python may write a generator in place of the brackets.
  if (!called || !given || !/^arg/.test(given.type)) return undefined
  const [argument, ...more] = given.children.filter(({ named }) => named)
  if (!argument) return childOf(called, 'object')
  const isPlain = called.type === 'identifier' && more.length === 0
  return isPlain && !/keyword|splat|spread|generator/.test(argument.type) ? argument : undefined
}
